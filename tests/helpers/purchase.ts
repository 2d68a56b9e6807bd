import { randomBytes } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import type { Group } from '@japa/runner/core'
import { AddressFactory } from '#database/factories/address_factory'
import { row } from '#shared/rows'
import settings from '#start/env'
import { signedInShopper } from '#tests/helpers/shoppers'

export type Shopper = Awaited<ReturnType<typeof signedInShopper>> & { addressId: number }

/** Purchases of a test come faster than a person's: the frequency limits have tests of their own. */
export function withoutLimits(group: Group) {
  group.setup(() => {
    const before = settings.rateLimits
    settings.rateLimits = false
    return () => {
      settings.rateLimits = before
    }
  })
}

/** An openid as the sandbox gives them out. */
export function sandboxOpenid(): string {
  return `oSBX${randomBytes(12).toString('hex')}`
}

/** A shopper who can pay: signed in, with WeChat and an address. */
export async function shopperWithAddress(
  attributes: Parameters<typeof signedInShopper>[0] = {}
): Promise<Shopper> {
  const shopper = await signedInShopper({ openid: sandboxOpenid(), ...attributes })
  const address = await AddressFactory.merge({ userId: shopper.user.id }).create()
  return { ...shopper, addressId: address.id }
}

export interface TestProduct {
  id: number
  skuId: number | null
}

/** A product on sale, with one SKU unless `sku` is false; stock sits where a line would take it. */
export async function productOnSale({
  stock = 10,
  price = '1999.00',
  dealerPrice = null as string | null,
  sku = true,
  source = 'local' as 'local' | 'haier',
} = {}): Promise<TestProduct> {
  const suffix = randomBytes(6).toString('hex')
  const product = await row<{ id: number }>(
    `with major as (
       insert into categories (name, level) values (:suffix, 'major') returning id
     ), minor as (
       insert into categories (name, level, parent_id) select :suffix, 'minor', id from major
       returning id
     ), brand as (
       insert into brands (name) values (:suffix) returning id
     )
     insert into products (name, category_id, brand_id, price, dealer_price, stock, source,
       product_code, main_images)
     select '测试冰箱 ' || :suffix, minor.id, brand.id, :price::numeric, :dealerPrice::numeric,
       :stock, :source::varchar, :code::varchar, '["/media/images/demo.webp"]'
     from minor, brand
     returning id`,
    {
      suffix,
      price,
      dealerPrice,
      stock: sku ? 0 : stock,
      source,
      code: source === 'haier' ? suffix : null,
    }
  )
  if (!product) throw new Error('the product was not inserted')
  if (!sku) return { id: product.id, skuId: null }
  const created = await row<{ id: number }>(
    `insert into product_skus (product_id, name, sku_code, specs, price, stock)
     values (?, '星空灰', ?, '{"颜色":"星空灰"}', ?, ?) returning id`,
    [product.id, suffix, price, stock]
  )
  return { id: product.id, skuId: created?.id ?? null }
}

/** Pieces left where the product's lines take them. */
export async function stockOf({ id, skuId }: TestProduct): Promise<number> {
  const found = await row<{ stock: number }>(
    skuId === null
      ? `select stock from products where id = ?`
      : `select stock from product_skus where id = ?`,
    [skuId ?? id]
  )
  return found?.stock ?? -1
}

export function checkoutBody(shopper: Shopper, product: TestProduct, quantity = 1): object {
  return {
    items: [{ product_id: product.id, sku_id: product.skuId, quantity }],
    address_id: shopper.addressId,
    note: '周末送货',
    payment_method: 'online',
    method: 'wechat',
  }
}

export interface PlacedOrder {
  id: number
  number: string
  paymentId: number
  outTradeNo: string
}

/** Orders as the mini-program does. */
export async function placeOrderByApi(
  client: ApiClient,
  shopper: Shopper,
  product: TestProduct,
  quantity = 1
): Promise<PlacedOrder> {
  const response = await client
    .post('/api/orders/create_batch_orders/')
    .headers(shopper.headers)
    .json(checkoutBody(shopper, product, quantity))
  response.assertStatus(201)
  const { order, payment } = response.body()
  return {
    id: order.id,
    number: order.order_number,
    paymentId: payment.id,
    outTradeNo: `${order.order_number}-1`,
  }
}

/** Orders and opens the payment on the phone, so that WeChat knows it. */
export async function startedOrder(
  client: ApiClient,
  shopper: Shopper,
  product: TestProduct,
  quantity = 1
): Promise<PlacedOrder> {
  const order = await placeOrderByApi(client, shopper, product, quantity)
  const response = await client
    .post(`/api/payments/${order.paymentId}/start/`)
    .headers(shopper.headers)
    .json({ provider: 'wechat' })
  response.assertStatus(200)
  return order
}

/** What the database says of an order and its newest payment. */
export async function stateOf(orderId: number) {
  const found = await row<{
    status: string
    payment: string
    anomaly: string | null
    histories: number
  }>(
    `select o.status, p.status as payment, p.anomaly,
       (select count(*) from order_status_histories h where h.order_id = o.id) as histories
     from orders o left join payments p on p.order_id = o.id
     where o.id = ? order by p.id desc limit 1`,
    [orderId]
  )
  if (!found) throw new Error('no such order')
  return found
}

export async function statusOf(orderId: number): Promise<string> {
  const { status } = await stateOf(orderId)
  return status
}

/** The status of the newest payment of an order. */
export async function paymentStatusOf(orderId: number): Promise<string> {
  const { payment } = await stateOf(orderId)
  return payment
}

/** Lets the deadline of an order pass, as time would. */
export async function passDeadline(orderId: number): Promise<void> {
  await row(
    `with o as (
       update orders set created_at = created_at - interval '1 hour',
         expires_at = expires_at - interval '1 hour' where id = :id
     )
     update payments set expires_at = expires_at - interval '1 hour' where order_id = :id`,
    { id: orderId }
  )
}
