import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { AddressFactory } from '#database/factories/address_factory'
import { ADDRESS, defaultsOf, shopperWith } from '#tests/helpers/address_books'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/addresses/'

test.group('Address book', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('the first address becomes the default, the next does not', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const first = await client.post(PATH).headers(headers).json(ADDRESS)
    first.assertStatus(201)
    assert.deepEqual(first.body(), { id: first.body().id, ...ADDRESS, is_default: true })
    const second = await client
      .post(PATH)
      .headers(headers)
      .json({ ...ADDRESS, is_default: null })
    second.assertStatus(201)
    assert.isFalse(second.body().is_default)
  })

  test('the list is a bare array: the default first, then the newest', async ({
    client,
    assert,
  }) => {
    const { headers, addresses } = await shopperWith(3, 1)
    const response = await client.get(PATH).headers(headers)
    response.assertStatus(200)
    assert.isArray(response.body())
    assert.deepEqual(
      response.body().map(({ id }: { id: number }) => id),
      [addresses[1].id, addresses[2].id, addresses[0].id]
    )
    const nobody = await signedInShopper()
    const empty = await client.get(PATH).headers(nobody.headers)
    assert.deepEqual(empty.body(), [])
  })

  test('a new default takes the flag from the old one: {name}')
    .with([
      { name: 'created', act: 'create' },
      { name: 'changed', act: 'update' },
      { name: 'chosen', act: 'choose' },
    ])
    .run(async ({ client, assert }, { act }) => {
      const { user, headers, addresses } = await shopperWith(2)
      const other = `${PATH}${addresses[1].id}/`
      const response =
        act === 'create'
          ? await client
              .post(PATH)
              .headers(headers)
              .json({ ...ADDRESS, is_default: true })
          : act === 'update'
            ? await client.patch(other).headers(headers).json({ is_default: true })
            : await client
                .post(`${other}set_default/`)
                .headers({ ...headers, 'content-type': 'application/json' })
      response.assertStatus(act === 'create' ? 201 : 200)
      if (act === 'choose') assert.deepEqual(response.body(), { status: '已设为默认地址' })
      const expected = act === 'create' ? response.body().id : addresses[1].id
      assert.deepEqual(await defaultsOf(user.id), [{ id: expected }])
    })

  test('choosing the default again changes nothing', async ({ client, assert }) => {
    const { user, headers, addresses } = await shopperWith(2)
    const response = await client.post(`${PATH}${addresses[0].id}/set_default/`).headers(headers)
    response.assertStatus(200)
    assert.deepEqual(await defaultsOf(user.id), [{ id: addresses[0].id }])
  })

  test('{name} changes the given fields and keeps the rest')
    .with([
      { name: 'PATCH', method: 'patch' as const, override: '' },
      { name: 'PUT', method: 'put' as const, override: '' },
      { name: 'POST with the override', method: 'post' as const, override: 'PATCH' },
    ])
    .run(async ({ client, assert }, { method, override }) => {
      const { headers, addresses } = await shopperWith(1)
      const response = await client[method](`${PATH}${addresses[0].id}/`)
        .headers({ ...headers, 'x-http-method-override': override })
        .json({ contact_name: ' 周大梅 ', phone: null, id: 1, user_id: 1 })
      response.assertStatus(200)
      assert.deepEqual(response.body(), {
        ...ADDRESS,
        id: addresses[0].id,
        contact_name: '周大梅',
        is_default: true,
      })
      const read = await client.get(`${PATH}${addresses[0].id}/`).headers(headers)
      assert.deepEqual(read.body(), response.body())
    })

  test('deleting the default promotes the newest that remains', async ({ client, assert }) => {
    const { user, headers, addresses } = await shopperWith(3)
    const response = await client.delete(`${PATH}${addresses[0].id}/`).headers(headers)
    response.assertStatus(204)
    assert.equal(response.text(), '')
    assert.deepEqual(await defaultsOf(user.id), [{ id: addresses[2].id }])

    const plain = await client.delete(`${PATH}${addresses[1].id}/`).headers(headers)
    plain.assertStatus(204)
    assert.deepEqual(await defaultsOf(user.id), [{ id: addresses[2].id }])
    const last = await client.delete(`${PATH}${addresses[2].id}/`).headers(headers)
    last.assertStatus(204)
    const again = await client.delete(`${PATH}${addresses[2].id}/`).headers(headers)
    again.assertStatus(404)
  })

  test('the fifty-first address is refused with advice', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    await AddressFactory.merge({ userId: user.id }).createMany(50)
    const response = await client.post(PATH).headers(headers).json(ADDRESS)
    response.assertStatus(400)
    response.assertBodyContains({
      error_code: 'BUSINESS_ERROR',
      message: '最多保存 50 个收货地址，请先删除不再使用的地址',
    })
    assert.lengthOf(await db.from('addresses').where('user_id', user.id), 50)
  })

  test('somebody else’s address does not exist: {$self}')
    .with(['get', 'patch', 'put', 'delete', 'set_default'] as const)
    .run(async ({ client, assert }, verb) => {
      const { addresses } = await shopperWith(1)
      const { headers } = await signedInShopper()
      const path = `${PATH}${addresses[0].id}/`
      const unknown = `${PATH}999999999999999/`
      const call = (target: string) =>
        verb === 'set_default'
          ? client.post(`${target}set_default/`).headers(headers)
          : verb === 'get' || verb === 'delete'
            ? client[verb](target).headers(headers)
            : client[verb](target).headers(headers).json({ detail: '改了' })
      const foreign = await call(path)
      foreign.assertStatus(404)
      const missing = await call(unknown)
      missing.assertStatus(404)
      assert.deepEqual(foreign.body(), missing.body())
      await addresses[0].refresh()
      assert.equal(addresses[0].detail, ADDRESS.detail)
    })
})
