import { execute, type Client } from '#shared/rows'
import { idOf } from './categories.js'
import { COLOURS } from './good.js'
import { banner, room } from './drawings/scenes.js'
import type { Kind } from './drawings/kinds.js'
import type { Pictures } from './pictures.js'

interface Shown {
  kind: Kind
  colour: keyof typeof COLOURS
}

const COVERS: { type: 'gift' | 'designer'; name: string; ground: string; shown: Shown[] }[] = [
  {
    type: 'gift',
    name: '礼品专区',
    ground: '#cf7f8c',
    shown: [
      { kind: 'coffeeMachine', colour: '珍珠白' },
      { kind: 'riceCooker', colour: '樱花粉' },
      { kind: 'kettle', colour: '松石绿' },
    ],
  },
  {
    type: 'designer',
    name: '设计师专区',
    ground: '#7f86b8',
    shown: [
      { kind: 'crossDoorFridge', colour: '曜石黑' },
      { kind: 'oven', colour: '珍珠白' },
      { kind: 'easelTelevision', colour: '香槟金' },
    ],
  },
]

/** A text block, or a picture of something in a room. */
type Block = string | Shown

const CASES: { title: string; ground: string; shown: Shown[]; blocks: Block[] }[] = [
  {
    title: '六十平小户型：厨房电器一次配齐',
    ground: '#e0a36f',
    shown: [
      { kind: 'dishwasher', colour: '珍珠白' },
      { kind: 'oven', colour: '曜石黑' },
      { kind: 'microwave', colour: '奶油白' },
    ],
    blocks: [
      '厨房只有五平方米，洗碗机和蒸烤一体机都选嵌入式，台面留给备菜。',
      { kind: 'dishwasher', colour: '珍珠白' },
      '蒸烤一体机装在齐胸高的位置，取菜不用弯腰；下方的柜子放锅具。',
      { kind: 'oven', colour: '曜石黑' },
    ],
  },
  {
    title: '三代同堂：全屋冷暖和热水方案',
    ground: '#5ea7b5',
    shown: [
      { kind: 'standingAirConditioner', colour: '香槟金' },
      { kind: 'crossDoorFridge', colour: '星空灰' },
      { kind: 'fan', colour: '珍珠白' },
    ],
    blocks: [
      '客厅用三匹柜机，老人房用无风感挂机，夜里不直吹。',
      { kind: 'standingAirConditioner', colour: '香槟金' },
      '五口人的食材集中放在十字门冰箱里，冷藏、冷冻、变温分开，不串味。',
      { kind: 'crossDoorFridge', colour: '星空灰' },
    ],
  },
  {
    title: '阳台洗衣间：洗烘一体，晾晒不占地',
    ground: '#8aa1b5',
    shown: [
      { kind: 'washTower', colour: '奶油白' },
      { kind: 'frontLoader', colour: '珍珠白' },
      { kind: 'dryer', colour: '星空灰' },
    ],
    blocks: [
      '两平方米的生活阳台放一套洗烘塔，上烘下洗，旁边还有一列储物柜。',
      { kind: 'washTower', colour: '奶油白' },
    ],
  },
]

const coloured = (shown: Shown[]) =>
  shown.map(({ kind, colour }) => ({ kind, colour: COLOURS[colour] }))

/** The covers of both special zones, and cases with texts and pictures. Answers how many of each. */
export async function seedZones(
  pictures: Pictures,
  client: Client
): Promise<{ covers: number; cases: number }> {
  for (const { type, name, ground, shown } of COVERS) {
    const { id } = await pictures.image(banner(ground, coloured(shown)), `专区 ${name}`)
    await execute(
      'insert into special_zone_covers (type, image_id) values (?, ?)',
      [type, id],
      client
    )
  }
  for (const [index, content] of CASES.entries()) await seedCase(content, index, pictures, client)
  return { covers: COVERS.length, cases: CASES.length }
}

async function seedCase(
  { title, ground, shown, blocks }: (typeof CASES)[number],
  index: number,
  pictures: Pictures,
  client: Client
) {
  const cover = await pictures.image(banner(ground, coloured(shown)), `案例 ${title}`)
  const id = await idOf(
    `insert into cases (title, cover_image_id, "order", created_at, updated_at)
     values (?, ?, ?, now() - make_interval(days => ?), now() - make_interval(days => ?)) returning id`,
    [title, cover.id, index + 1, 30 * (index + 1), 30 * (index + 1)],
    client
  )
  for (const [place, block] of blocks.entries()) {
    const picture =
      typeof block === 'string'
        ? null
        : await pictures.image(room(block.kind, COLOURS[block.colour]), `案例 ${title}`)
    await execute(
      `insert into case_detail_blocks (case_id, block_type, text, image_id, "order")
       values (?, ?, ?, ?, ?)`,
      [id, picture ? 'image' : 'text', picture ? '' : block, picture?.id ?? null, place + 1],
      client
    )
  }
}
