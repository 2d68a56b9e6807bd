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

  test('name, phone and labels are not part of the detail, and there is no fifth part', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const response = await client.post(`${PATH}parse/`).headers(headers).json({
      address:
        '收货人：张三\n手机号码：13800000001\n所在地区：浙江省杭州市临平区\n详细地址：星河路12号',
    })
    response.assertStatus(200)
    assert.deepEqual(response.body().data, {
      province: '浙江省',
      city: '杭州市',
      district: '临平区',
      detail: '星河路12号',
    })
  })

  test('what is not recognised is answered 200, each cause with its own sentence: {address}')
    .with([
      { address: '星河小区', message: '没有识别出省市区，请检查地址或手动选择' },
      { address: '火星省月球市1号', message: '没有找到“火星省”，请检查省市区的名称或手动选择' },
      { address: '朝阳区建国路88号', message: '多个城市都有“朝阳区”，请补充省市后再试' },
    ])
    .run(async ({ client, assert }, { address, message }) => {
      const { headers } = await signedInShopper()
      const response = await client.post(`${PATH}parse/`).headers(headers).json({ address })
      response.assertStatus(200)
      assert.deepEqual(response.body(), {
        success: false,
        message,
        data: { province: null, city: null, district: null, detail: address },
      })
    })

  test('takes up to 500 characters', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const street = '路'.repeat(491)
    const response = await client
      .post(`${PATH}parse/`)
      .headers(headers)
      .json({ address: `浙江省杭州市临平区${street}` })
    response.assertStatus(200)
    assert.equal(response.body().data.detail, street)
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
