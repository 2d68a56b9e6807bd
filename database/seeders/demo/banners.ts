import { execute, type Client } from '#shared/rows'
import { COLOURS } from './good.js'
import { banner } from './drawings/scenes.js'
import type { Kind } from './drawings/kinds.js'
import type { Pictures } from './pictures.js'

interface Banner {
  title: string
  position: 'home' | 'gift' | 'designer'
  ground: string
  shown: { kind: Kind; colour: keyof typeof COLOURS }[]
  /** a part of the name of the product that a tap opens */
  opens: string
}

const BANNERS: Banner[] = [
  {
    title: '春季换新 冰洗套装',
    position: 'home',
    ground: '#5b8fca',
    opens: 'BCD-500WGHTD79S5U1',
    shown: [
      { kind: 'crossDoorFridge', colour: '星空灰' },
      { kind: 'frontLoader', colour: '珍珠白' },
      { kind: 'dryer', colour: '星空灰' },
    ],
  },
  {
    title: '清凉一夏 空调节',
    position: 'home',
    ground: '#4fb3b8',
    opens: 'KFR-72LW/NhBa1BG',
    shown: [
      { kind: 'standingAirConditioner', colour: '香槟金' },
      { kind: 'fan', colour: '珍珠白' },
      { kind: 'towerFan', colour: '松石绿' },
    ],
  },
  {
    title: '整套厨电 一次配齐',
    position: 'home',
    ground: '#e39a63',
    opens: 'EYBW152286BKU1',
    shown: [
      { kind: 'dishwasher', colour: '珍珠白' },
      { kind: 'oven', colour: '曜石黑' },
      { kind: 'microwave', colour: '奶油白' },
    ],
  },
  {
    title: '礼品专区 送到心里',
    position: 'gift',
    ground: '#d8848f',
    opens: 'SF40HC0039',
    shown: [
      { kind: 'riceCooker', colour: '樱花粉' },
      { kind: 'airFryer', colour: '松石绿' },
      { kind: 'coffeeMachine', colour: '珍珠白' },
    ],
  },
  {
    title: '设计师之选',
    position: 'designer',
    ground: '#8d8fbf',
    opens: 'R7 Pro',
    shown: [
      { kind: 'easelTelevision', colour: '香槟金' },
      { kind: 'wineCooler', colour: '曜石黑' },
      { kind: 'washTower', colour: '奶油白' },
    ],
  },
]

/** Wide pictures for the home page and the two zones; a tap opens the product they advertise. */
export async function seedBanners(pictures: Pictures, client: Client): Promise<number> {
  for (const [index, { title, position, ground, shown, opens }] of BANNERS.entries()) {
    const coloured = shown.map(({ kind, colour }) => ({ kind, colour: COLOURS[colour] }))
    const { id } = await pictures.image(banner(ground, coloured), `轮播 ${title}`)
    await execute(
      `insert into home_banners (image_id, product_id, title, position, "order")
       values (?, (select id from products where product_model = ?), ?, ?, ?)`,
      [id, opens, title, position, index + 1],
      client
    )
  }
  return BANNERS.length
}
