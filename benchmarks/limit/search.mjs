import { statement } from './database.mjs'
import { answerPage, COLUMNS, JOINS } from './products.mjs'

const search = statement(
  'search',
  `with hit as materialized (
     select f.product_id, f.sales_count, f.created_at, case when strpos(f.name_text, $1) > 0 then 1
       when strpos(f.keyword_text, $1) > 0 then 2 else 3 end as rank
     from search_documents f
     where f.is_active
       and search_lexemes(array[f.name_text, f.keyword_text, f.description_text, f.sign_text],
         f.brand_id) @@ (select $2::tsquery)
       and (strpos(f.name_text, $1) > 0 or strpos(f.keyword_text, $1) > 0
         or strpos(f.description_text, $1) > 0 or strpos(f.sign_text, $1) > 0))
   select page.total, ${COLUMNS}
   from (
     select count(*) over () as total, product_id, row_number() over (
       order by rank, sales_count desc, created_at desc, product_id desc) as place
     from hit order by place limit 20) page
   join products p on p.id = page.product_id ${JOINS}
   order by page.place`
)
const log = statement(
  'log_search',
  `insert into search_logs (keyword, normalized, visitor) values ($1, $1, $2)`
)

/** As long as the digest by which the shop tells visitors apart. */
const VISITOR = 'v'.repeat(22)

/** Pieces of three characters, as the index holds them; shorter words are one piece. */
function pieces(word) {
  const letters = [...word]
  const found = new Set()
  for (let start = 0; start < Math.max(1, letters.length - 2); start++)
    found.add(`'${letters.slice(start, start + 3).join('')}'`)
  return [...found].join(' & ')
}

/** The first page of what one Chinese word finds, and a note of who looked for it, after the answer. */
export async function searchProducts({ url, origin }) {
  const word = url.searchParams.get('search')
  const rows = await search([word, pieces(word)])
  setImmediate(() =>
    log([word, VISITOR]).catch((error) => process.stderr.write(`${error.stack}\n`))
  )
  return answerPage(rows, { url, origin })
}
