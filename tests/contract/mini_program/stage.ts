import { randomBytes, randomUUID } from 'node:crypto'
import type { Group } from '@japa/runner/core'
import app from '@adonisjs/core/services/app'
import { Runtime } from '#integrations/runtime'
import { execute } from '#shared/rows'
import {
  discountFor,
  insertRow,
  shelf,
  shelvedProduct,
  skuOf,
  uniqueName,
  type Shelf,
} from '#tests/helpers/catalogue'
import { sandboxOpenid, withoutLimits } from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'
import { signedInShopper } from '#tests/helpers/shoppers'
import { MiniProgram, type PatchForm } from './client.js'
import type { Audience } from './objects/catalogue.js'

/** The shop, and WeChat beside it where a screen needs it. Tests are faster than people. */
export function onStage(group: Group, wechat?: 'with WeChat') {
  withoutLimits(group)
  if (wechat) besideWechat(group)
}

/** WeChat that is away in one test does not count as away in the next. */
export function besideWechat(group: Group) {
  usesSandbox(group)
  group.each.teardown(async () => {
    const runtime = await app.container.make(Runtime)
    for (const name of ['pay-read', 'pay-write']) runtime.breaker(name).reset()
  })
}

export interface Walker {
  app: MiniProgram
  audience: Audience
  /** 0 for a visitor */
  userId: number
}

/** Somebody who opens the mini-program: nobody known, a buyer, or a certified company. */
export async function walker(
  audience: Audience = 'individual',
  patchForm?: PatchForm
): Promise<Walker> {
  const phone = new MiniProgram(patchForm)
  if (audience === 'visitor') return { app: phone, audience, userId: 0 }
  const { user, token, refresh } = await signedInShopper({ openid: sandboxOpenid() })
  Object.assign(phone, { access: token, refresh })
  if (audience === 'dealer') await certify(user.id)
  return { app: phone, audience, userId: user.id }
}

/** A name that the sandbox lets a person have. */
export function personName(): string {
  return `w${randomBytes(8).toString('hex')}`
}

export const COMPANY = '杭州周记电器有限公司'

/** What approval of a certification leaves behind. */
async function certify(userId: number) {
  await insertRow('company_infos', {
    user_id: userId,
    company_name: COMPANY,
    business_license: randomUUID(),
    legal_representative: '周建国',
    contact_person: '周小梅',
    contact_phone: '13757100321',
    status: 'approved',
    approved_at: new Date(),
  })
  await execute(`update users set role = 'dealer' where id = ?`, [userId])
}

export function picture(): Promise<number> {
  const name = randomBytes(16).toString('hex')
  return insertRow('media_images', {
    file: `images/2026/03/02/${name}.webp`,
    content_type: 'image/webp',
    size: 184_233,
    sha256: randomBytes(32).toString('hex'),
    width: 800,
    height: 800,
  })
}

/** A major category with one minor that has two items, and a brand. */
export async function shelves() {
  const place = await shelf()
  const item = (order: number, logo: string) =>
    insertRow('categories', {
      ...{ name: uniqueName('品项'), level: 'item', parent_id: place.categoryId, order, logo },
    })
  const second = await item(2, '')
  const first = await item(1, '/media/images/cat/cross.png')
  return { ...place, itemIds: [first, second] }
}

export interface Fridge {
  id: number
  /** 3999.00, 18 pieces, with a picture */
  greyId: number
  /** 4099.00, 8 pieces, without a picture */
  whiteId: number
}

/** A product with two SKUs on sale and a cheaper one that is not; the dealers' price is 3580.50. */
export async function fridge(place: Shelf, columns: object = {}): Promise<Fridge> {
  const id = await shelvedProduct(place, {
    name: uniqueName('风冷无霜十字门冰箱 505L & '),
    description: '双循环，一级能效',
    price: '4999.00',
    dealer_price: '3580.50',
    market_price: '4599.00',
    main_images: '["/media/images/2026/01/08/a1.jpg", "https://img.example.com/a2.jpg"]',
    detail_images: '["/media/images/2026/01/08/d1.jpg"]',
    ...columns,
  })
  const sku = (color: string, more: object) =>
    skuOf(id, { name: color, sku_code: `BCD-${color}`, specs: `{"颜色":"${color}"}`, ...more })
  await sku('停产金', { price: '99.00', stock: 5, is_active: false })
  const greyId = await sku('星空灰', {
    ...{ price: '3999.00', stock: 18, image: '/media/images/2026/01/08/gr.jpg' },
  })
  const whiteId = await sku('珍珠白', { price: '4099.00', stock: 8 })
  return { id, greyId, whiteId }
}

/** A supplier's product as a synchronisation leaves it. */
export function haierFreezer(place: Shelf): Promise<number> {
  return shelvedProduct(place, {
    name: uniqueName('卧式冷柜'),
    source: 'haier',
    product_code: uniqueName('BD'),
    product_model: 'BC/BD-200',
    product_group: '冷柜',
    price: '1299.00',
    stock: 7,
    supply_price: '900.00',
    invoice_price: '950.00',
    stock_rebate: '10.00',
    rebate_money: '20.00',
    market_price: '1499.00',
    warehouse_code: 'WH-001',
    warehouse_grade: '0',
    product_image_url: 'https://img.example.com/haier/main.jpg',
    product_page_urls: '["https://img.example.com/haier/page1.jpg"]',
    detail_images: '["/media/images/own.jpg"]',
    last_sync_at: new Date(),
  })
}

/** 九五折 for one person and one product, from which fractions of a fen come. */
export function fivePercentOff(userId: number, productId: number): Promise<number> {
  return discountFor(userId, productId, { discount_type: 'percent', amount: '9.5' })
}

/** A valid request body of the address form. */
export const HOME = {
  contact_name: '周小梅',
  phone: '13757100321',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail: '东湖街道星河路12号3幢201',
}

export function idsOf(list: { id: number }[]): number[] {
  return list.map(({ id }) => id)
}
