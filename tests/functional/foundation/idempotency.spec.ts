import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { productOnSale, shopperWithAddress, type Shopper } from '#tests/helpers/purchase'
import { signedInShopper } from '#tests/helpers/shoppers'

const ADDRESSES = '/api/addresses/'
const ADDRESS = {
  contact_name: '张三',
  phone: '13800000001',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail: '东湖街道星河路12号',
}

function send(
  client: ApiClient,
  { headers }: Pick<Shopper, 'headers'>,
  key: string,
  { path = ADDRESSES, body = ADDRESS as object } = {}
) {
  return client
    .post(path)
    .headers({ ...headers, 'idempotency-key': key })
    .json(body)
}

async function addressesOf(shopper: Pick<Shopper, 'user'>): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(*) as count from addresses where user_id = ?`,
    [shopper.user.id]
  )
  return found?.count ?? -1
}

test.group('Requests with an Idempotency-Key', () => {
  test('the same request sent again is answered the same and creates nothing', async ({
    client,
    assert,
  }) => {
    const shopper = await signedInShopper()
    const key = randomUUID()
    const first = await send(client, shopper, key)
    first.assertStatus(201)
    const again = await send(client, shopper, key)
    again.assertStatus(201)
    assert.deepEqual(again.body(), first.body())
    assert.equal(await addressesOf(shopper), 1)
  })

  test('five at once create one; the others get its answer or are told to wait', async ({
    client,
    assert,
  }) => {
    const shopper = await signedInShopper()
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(client, shopper, key)))
    const statuses = new Set(answers.map((answer) => answer.status()))
    assert.isTrue(statuses.has(201))
    assert.isTrue([...statuses].every((status) => status === 201 || status === 409))
    assert.equal(await addressesOf(shopper), 1)
  })

  test('one key cannot stand for two different requests', async ({ client, assert }) => {
    const shopper = await signedInShopper()
    const key = randomUUID()
    const first = await send(client, shopper, key)
    first.assertStatus(201)
    const other = await send(client, shopper, key, { body: { ...ADDRESS, phone: '13800000002' } })
    other.assertStatus(409)
    assert.equal(other.body().error_code, 'RESOURCE_CONFLICT')
    assert.equal(await addressesOf(shopper), 1)
  })

  test('a refused request gives its key back', async ({ client, assert }) => {
    const shopper = await signedInShopper()
    const key = randomUUID()
    const refused = await send(client, shopper, key, { body: { ...ADDRESS, phone: '' } })
    refused.assertStatus(400)
    const corrected = await send(client, shopper, key)
    corrected.assertStatus(201)
    assert.equal(await addressesOf(shopper), 1)
  })

  test('the same key of another person is another key', async ({ client, assert }) => {
    const people = [await signedInShopper(), await signedInShopper()]
    const key = randomUUID()
    for (const person of people) {
      const answer = await send(client, person, key)
      answer.assertStatus(201)
      assert.equal(await addressesOf(person), 1)
    }
  })

  test('without the header every request counts', async ({ client, assert }) => {
    const shopper = await signedInShopper()
    for (let time = 0; time < 2; time++) {
      const answer = await client.post(ADDRESSES).headers(shopper.headers).json(ADDRESS)
      answer.assertStatus(201)
    }
    assert.equal(await addressesOf(shopper), 2)
  })

  test('a tap that arrives twice puts one piece into the cart', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale()
    const key = randomUUID()
    const line = { product_id: product.id, sku_id: product.skuId, quantity: 1 }
    const path = '/api/cart/add_item/'
    for (let time = 0; time < 2; time++) {
      const answer = await send(client, shopper, key, { path, body: line })
      answer.assertStatus(201)
      assert.equal(answer.body().items[0].quantity, 1)
    }
  })
})
