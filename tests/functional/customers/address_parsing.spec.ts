import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { ADDRESS } from '#tests/helpers/address_books'
import { bodies } from '#tests/helpers/bodies'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/addresses/'

test.group('Address parsing', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('splits a text into four parts', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(`${PATH}parse/`)
      .headers(headers)
      .json({ address: '浙江省杭州市临平区东湖街道星河路12号3幢201' })
    response.assertStatus(200)
    const { province, city, district, detail } = ADDRESS
    assert.deepEqual(response.body(), {
      success: true,
      message: '识别完成',
      data: { province, city, district, detail },
    })
  })

  test('what is not recognised is answered 200 with success false', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(`${PATH}parse/`)
      .headers(headers)
      .json({ address: '星河小区' })
    response.assertStatus(200)
    assert.isFalse(response.body().success)
    assert.deepEqual(response.body().data, {
      province: null,
      city: null,
      district: null,
      detail: '星河小区',
    })
  })

  test('a text that is none is 400 with empty data: {text}')
    .with(
      bodies([
        {},
        { address: null },
        { address: '' },
        { address: ' \n ' },
        { address: 7 },
        { address: ['x'] },
        { address: 'x'.repeat(501) },
      ])
    )
    .run(async ({ client, assert }, { body }) => {
      const { headers } = await signedInShopper()
      const response = await client.post(`${PATH}parse/`).headers(headers).json(body)
      response.assertStatus(400)
      assert.isFalse(response.body().success)
      assert.isNull(response.body().data)
      assert.isNotEmpty(response.body().message)
    })
})
