import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { ADDRESS, shopperWith } from '#tests/helpers/address_books'
import { bodies } from '#tests/helpers/bodies'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/addresses/'

test.group('Input of the address book', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('an id that is none is an unknown address: {$self}')
    .with(['abc', '0', '-1', '1.5', '99999999999999999999', '%00', '1%27'])
    .run(async ({ client }, id) => {
      const { headers } = await signedInShopper()
      const response = await client.delete(`${PATH}${id}/`).headers(headers)
      response.assertStatus(404)
      response.assertBodyContains({ error_code: 'NOT_FOUND' })
    })

  test('what is malformed is refused and nothing is stored: {text}')
    .with(
      bodies([
        {},
        { contact_name: undefined },
        { contact_name: '' },
        { contact_name: '  ' },
        { contact_name: 'x'.repeat(51) },
        { phone: 13757100321 },
        { phone: '1'.repeat(21) },
        { province: null },
        { city: ['杭州市'] },
        { district: { name: '临平区' } },
        { detail: 'x'.repeat(201) },
        { detail: 'a\0b' },
        { detail: '\udc00' },
        { is_default: 'perhaps' },
        { is_default: 12345678901234567890 },
      ])
    )
    .run(async ({ client, assert }, { body: change }) => {
      const { user, headers } = await signedInShopper()
      const body = Object.keys(change).length === 0 ? {} : { ...ADDRESS, ...change }
      const response = await client.post(PATH).headers(headers).json(body)
      response.assertStatus(400)
      assert.equal(response.body().detail, response.body().message)
      assert.lengthOf(await db.from('addresses').where('user_id', user.id), 0)
    })

  test('the first problem is the sentence that is shown', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(PATH)
      .headers(headers)
      .json({ ...ADDRESS, contact_name: ' ', detail: '' })
    response.assertStatus(400)
    assert.deepEqual(response.body(), {
      success: false,
      code: 400,
      message: '请填写联系人',
      detail: '请填写联系人',
      error_code: 'VALIDATION_ERROR',
      errors: { contact_name: ['请填写联系人'], detail: ['请填写详细地址'] },
    })
  })

  test('a body that is no JSON object is 400: {$self}')
    .with(['[1]', '"text"', '{"a":', 'null', '12'])
    .run(async ({ client }, body) => {
      const { headers } = await signedInShopper()
      const response = await client
        .post(PATH)
        .headers({ ...headers, 'content-type': 'application/json' })
        .setup((request) => {
          request.request.send(body)
        })
      response.assertStatus(400)
    })

  test('every route asks for a token first', async ({ client }) => {
    const { addresses } = await shopperWith(1)
    const own = `${PATH}${addresses[0].id}/`
    for (const response of [
      await client.get(PATH),
      await client.post(PATH).json({}),
      await client.get(own),
      await client.patch(own).json({ detail: 5 }),
      await client.delete(own),
      await client.post(`${own}set_default/`),
      await client.post(`${PATH}parse/`).json({}),
      await client.get('/api/user/profile/'),
      await client.patch('/api/user/profile/').json({ email: 'x' }),
      await client.get('/api/user/statistics/'),
    ])
      response.assertStatus(401)
  })

  test('a method that is not offered is 405 and names those that are', async ({ client }) => {
    const { headers } = await signedInShopper()
    const response = await client.delete(PATH).headers(headers)
    response.assertStatus(405)
    response.assertHeader('allow', 'GET, POST')
  })
})
