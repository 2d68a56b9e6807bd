import { signsOf, squeeze, squeezedList } from '#catalog/search_text'
import { execute, rows, type Client } from '#shared/rows'

/** What a description may add to the index, and a name to the index that suggestions are read from. */
const LONGEST_TEXT = 20_000
const LONGEST_NAME = 500

interface ProductTexts {
  id: number
  name: string
  description: string
  product_model: string
  product_code: string | null
  /** codes, names and specifications of all SKUs */
  sku_texts: string[]
}

const TEXTS = `
  select p.id, p.name, p.description, p.product_model, p.product_code,
    array(select t.text from product_skus s cross join lateral (
      select s.sku_code union all select s.name union all select value from jsonb_each_text(s.specs)
    ) t (text) where s.product_id = p.id order by s.id, t.text) as sku_texts
  from products p where p.id = any(?::bigint[]) order by p.id`

/** What search filters and orders by; from here on a trigger keeps it as the product has it. */
const COPIED = `category_id, brand_id, price, is_active, show_in_gift_zone, show_in_designer_zone,
  sales_count, view_count, created_at`

const UPSERT = `
  insert into search_documents
    (product_id, name_text, keyword_text, description_text, sign_text, ${COPIED})
  select p.id, t.name, t.keyword, t.description, t.sign, ${COPIED}
  from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
    as t (id, name, keyword, description, sign) join products p on p.id = t.id order by p.id
  on conflict (product_id) do update set name_text = excluded.name_text,
    keyword_text = excluded.keyword_text, description_text = excluded.description_text,
    sign_text = excluded.sign_text`

/**
 * Makes products findable by their present names, descriptions, models and codes, and by what their SKUs
 * are called. Belongs into the transaction of every change of one of them; changes of anything else, and
 * of a brand's name, need nothing of the kind. Rule: docs/rules/catalogue.md
 */
export async function indexProducts(ids: number[], client?: Client): Promise<void> {
  const texts = await rows<ProductTexts>(TEXTS, [ids], client)
  await execute(UPSERT, searchColumns(texts), client)
}

/** The columns of the statement above, each as an array. */
function searchColumns(products: ProductTexts[]): unknown[] {
  const cut = (text: string) => text.slice(0, LONGEST_TEXT)
  return [
    products.map(({ id }) => id),
    products.map(({ name }) => squeeze(name).slice(0, LONGEST_NAME)),
    products.map(({ product_model: model, product_code: code, sku_texts: skus }) => {
      return cut(squeezedList([model, code ?? '', ...skus]))
    }),
    products.map(({ description }) => squeeze(cut(description))),
    products.map(({ name, description }) => signsOf(cut(`${name} ${description}`))),
  ]
}
