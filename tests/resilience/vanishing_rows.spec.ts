import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { ADDRESS } from '#tests/helpers/address_books'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import {
  checkoutBody,
  productOnSale,
  shopperWithAddress,
  type Shopper,
  type TestProduct,
} from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'
import { printedBy } from './support/printed.js'

const ROUNDS = 8

interface Scene {
  shopper: Shopper
  product: TestProduct
  orderId: number
  paymentId: number
  call: (method: string, path: string, body?: object) => Promise<number>
}

type Step = (scene: Scene) => Promise<unknown>

const checkout: Step = ({ shopper, product, call }) =>
  call('POST', '/api/orders/create_batch_orders/', checkoutBody(shopper, product))
const addToCart: Step = ({ product, call }) =>
  call('POST', '/api/cart/add_item/', { product_id: product.id, sku_id: product.skuId })
const start: Step = ({ paymentId, call }) => call('POST', `/api/payments/${paymentId}/start/`)
const cancel: Step = ({ orderId, call }) => call('PATCH', `/api/orders/${orderId}/cancel/`)

const noAddress: Step = ({ shopper, call }) =>
  call('DELETE', `/api/addresses/${shopper.addressId}/`)
const notOnSale: Step = ({ product }) =>
  execute('update products set is_active = false where id = ?', [product.id])
const noSku: Step = ({ product }) =>
  execute('update product_skus set is_active = false where id = ?', [product.skuId])
const noAccount: Step = ({ shopper }) =>
  execute('update users set is_active = false where id = ?', [shopper.user.id])

const RACES: { what: string; request: Step; meanwhile: Step }[] = [
  { what: 'an order and its address', request: checkout, meanwhile: noAddress },
  { what: 'an order and its product', request: checkout, meanwhile: notOnSale },
  { what: 'an order and its SKU', request: checkout, meanwhile: noSku },
  { what: 'an order and its buyer', request: checkout, meanwhile: noAccount },
  { what: 'a line in the cart and its product', request: addToCart, meanwhile: notOnSale },
  {
    what: 'a line in the cart and the cart',
    request: addToCart,
    meanwhile: ({ call }) => call('POST', '/api/cart/clear/'),
  },
  { what: 'a start and its order', request: start, meanwhile: cancel },
  { what: 'a cancelled order and its payment', request: cancel, meanwhile: start },
  {
    what: 'a payment that is given up and its order',
    request: ({ paymentId, call }) => call('POST', `/api/payments/${paymentId}/cancel/`),
    meanwhile: cancel,
  },
  {
    what: 'an address that is changed and itself',
    request: ({ shopper, call }) => call('PATCH', `/api/addresses/${shopper.addressId}/`, ADDRESS),
    meanwhile: noAddress,
  },
  {
    what: 'a default address and itself',
    request: ({ shopper, call }) =>
      call('POST', `/api/addresses/${shopper.addressId}/set_default/`),
    meanwhile: noAddress,
  },
]

/** A shopper with an address, a product and an order that waits for its payment. */
async function newScene({ url }: ShopProcess): Promise<Scene> {
  const [shopper, product] = await Promise.all([shopperWithAddress(), productOnSale()])
  const send = (method: string, path: string, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: { ...shopper.headers, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
  const placed = await send(
    'POST',
    '/api/orders/create_batch_orders/',
    checkoutBody(shopper, product)
  )
  const { order, payment } = (await placed.json()) as Record<string, { id: number }>
  const call: Scene['call'] = async (...sent) => {
    const { status } = await send(...sent)
    return status
  }
  return { shopper, product, orderId: order.id, paymentId: payment.id, call }
}

test.group('Rows that vanish while a request needs them', (group) => {
  usesSandbox(group)

  test('are missed without an error, before the request and during it', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', { RATE_LIMITS: 'off', LOG_LEVEL: 'error' }, 'pipe')
    cleanup(() => web.kill('SIGKILL'))
    const printed = printedBy(web)
    for (const { what, request, meanwhile } of RACES) {
      const late = await newScene(web)
      await meanwhile(late)
      assert.isBelow(Number(await request(late)), 500, what)
      for (let round = 0; round < ROUNDS; round++) {
        const scene = await newScene(web)
        const results = await Promise.all([request(scene), meanwhile(scene)])
        for (const result of results) assert.isBelow(Number(result), 500, what)
      }
    }
    assert.deepEqual(printed(), [])
  })
})
