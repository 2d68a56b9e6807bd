/** What the load asks the catalogue for, chosen from what was written; the same in every run. */
export async function catalogueFacts() {
  const { rows } = await import('#shared/rows')
  const list = async <T>(sql: string) => {
    const found = await rows<{ value: T }>(sql)
    return found.map(({ value }) => value)
  }
  const grams = async (length: string, hits: string, count: number) => {
    const found = await rows<{ value: string }>(GRAMS, [
      ...length.split('-'),
      ...hits.split('-'),
      count,
    ])
    return found.map(({ value }) => value)
  }
  return {
    categories: await rows<{ id: number; name: string }>(
      `select c.id, c.name from categories c
       where (select count(*) from products p where p.category_id = c.id and p.is_active) >= 20
       order by c.id`
    ),
    majors: await list<number>(
      `select id as value from categories where level = 'major' order by id`
    ),
    brands: await rows<{ id: number; name: string }>(
      'select id, name from brands where is_active order by id'
    ),
    cases: await list<number>('select id as value from cases where is_active order by id'),
    details: await list<number>(
      `select id as value from products where is_active order by md5(id::text) limit 500`
    ),
    keywords: {
      frequent: ['冰箱', '空调', '变频'],
      usual: await grams('2-4', '150-250', 40),
      rare: await list<string>(
        `select product_model as value from products where is_active order by md5(id::text) limit 40`
      ),
      two: ['变频 冰箱', '静音 空调', '智能 洗衣机', '除菌 电视', '超薄 油烟机'],
      prefixes: ['批量', '批量品牌 3', '变频', '冰', 'BCD'],
    },
  }
}

/** Pieces of names, Chinese only, that about so many products have: what people search for. */
const GRAMS = `
  with pieces as (
    select distinct p.id, substring(p.name from place for length) as piece
    from products p, generate_series(?::int, ?::int) length,
      generate_series(1, char_length(p.name) - length + 1) place
    where p.is_active)
  select piece as value from pieces where piece ~ '^[一-龥]+$'
  group by piece having count(*) between ?::int and ?::int
  order by md5(piece) limit ?`
