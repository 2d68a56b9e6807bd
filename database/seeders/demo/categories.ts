import { row, type Client } from '#shared/rows'
import type { CategoryLevel } from '#shared/labels'
import { COLOURS } from './good.js'
import { categorySign, brandMark } from './drawings/scenes.js'
import { BRANDS, CATEGORIES, GOODS } from './goods.js'
import type { Pictures } from './pictures.js'

const SIGN_WIDTH = 240

/** Ids by name; items and brands are what products refer to. */
export interface Shelves {
  items: Map<string, number>
  brands: Map<string, number>
}

/** Categories of three levels and the brands, with their signs. */
export async function seedShelves(pictures: Pictures, client: Client): Promise<Shelves> {
  const items = new Map<string, number>()
  let place = 0
  for (const [major, minors] of Object.entries(CATEGORIES)) {
    const under = Object.values(minors).flat()
    const majorId = await insert('major', major, null, (place += 1), under[0])
    for (const [index, [minor, names]] of Object.entries(minors).entries()) {
      const minorId = await insert('minor', minor, majorId, index + 1, names[0])
      for (const [order, name] of names.entries())
        items.set(name, await insert('item', name, minorId, order + 1, name))
    }
  }
  return { items, brands: await seedBrands(pictures, client) }

  async function insert(
    level: CategoryLevel,
    name: string,
    parentId: number | null,
    order: number,
    shownBy: string
  ): Promise<number> {
    const good = GOODS.find(({ item }) => item === shownBy)
    if (!good) throw new Error(`nothing to show for category ${name}`)
    const drawing = categorySign(good.kind, COLOURS[good.colours[0]])
    const logo = await pictures.url(drawing, `分类 ${name}`, SIGN_WIDTH)
    return idOf(
      `insert into categories (name, level, parent_id, "order", logo) values (?, ?, ?, ?, ?)
       returning id`,
      [name, level, parentId, order, logo],
      client
    )
  }
}

async function seedBrands(pictures: Pictures, client: Client): Promise<Map<string, number>> {
  const brands = new Map<string, number>()
  for (const [index, { name, colour, text }] of BRANDS.entries()) {
    const logo = await pictures.url(brandMark(index, colour), `品牌 ${name}`, SIGN_WIDTH)
    const sql = `insert into brands (name, description, "order", logo) values (?, ?, ?, ?) returning id`
    brands.set(name, await idOf(sql, [name, text, index + 1, logo], client))
  }
  return brands
}

/** Runs an insert that returns the id of its row. */
export async function idOf(sql: string, bindings: unknown[], client: Client): Promise<number> {
  const made = await row<{ id: number }>(sql, bindings, client)
  if (!made) throw new Error('the row was not written')
  return made.id
}
