import { test } from '@japa/runner'
import { dataOf, refusalOf, refusalsOf, type PatchForm } from './client.js'
import { address } from './objects/people.js'
import { HOME, onStage, walker } from './stage.js'
import { exactly, filledText, list, mustBe, nullable, object, text } from './shapes.js'

const PATCH_FORMS: PatchForm[] = ['PATCH', 'PUT', 'POST']

test.group('Screens: address list and address edit', (group) => {
  onStage(group)

  test('written, changed, made the default and deleted, sent as {$self}')
    .with(PATCH_FORMS)
    .run(async ({ assert }, patchForm) => {
      const { app } = await walker('individual', patchForm)
      assert.deepEqual(await dataOf(app.get('/addresses/')), [])
      const first = await app.post('/addresses/', { ...HOME, is_default: true })
      assert.equal(first.status, 201)
      mustBe(address, first.data)
      assert.deepEqual(first.data, { id: first.data.id, ...HOME, is_default: true })
      const second = await dataOf(app.post('/addresses/', { ...HOME, is_default: false }))
      const third = await dataOf(app.post('/addresses/', { ...HOME, is_default: null, town: 'x' }))
      const listed = async () => {
        const { data } = await app.get('/addresses/')
        mustBe(list(address), data)
        return data.map(({ id, is_default: isDefault }: any) => [id, isDefault])
      }
      assert.deepEqual(await listed(), [
        [first.data.id, true],
        [third.id, false],
        [second.id, false],
      ])

      const changes = { ...second, detail: '星河路 12 号 <3 幢> & 201', is_default: false }
      const { data: changed } = await app.patch(`/addresses/${second.id}/`, changes)
      assert.deepEqual(changed, changes)
      const chosen = await app.post(`/addresses/${second.id}/set_default/`)
      mustBe(object({ status: filledText }), chosen.data)
      assert.deepEqual(await listed(), [
        [second.id, true],
        [third.id, false],
        [first.data.id, false],
      ])
      await app.patch(`/addresses/${third.id}/`, { is_default: true })
      const [top] = await listed()
      assert.deepEqual(top, [third.id, true])

      const gone = await app.delete(`/addresses/${second.id}/`)
      assert.deepEqual([gone.status, gone.text], [204, ''])
      assert.lengthOf(await listed(), 2)
      const alone = await app.get(`/addresses/${first.data.id}/`)
      mustBe(address, alone.data)
    })

  test('refused with the name of the field: {field}')
    .with([
      { field: 'contact_name', says: '联系人', long: 51 },
      { field: 'phone', says: '手机号', long: 21 },
      { field: 'province', says: '省', long: 21 },
      { field: 'city', says: '市', long: 21 },
      { field: 'district', says: '区', long: 21 },
      { field: 'detail', says: '详细地址', long: 201 },
    ])
    .run(async ({ assert }, { field, says, long }) => {
      const { app } = await walker()
      for (const value of [undefined, null, '', '  ', '长'.repeat(long), 7]) {
        const refused = await refusalOf(app.post('/addresses/', { ...HOME, [field]: value }))
        assert.equal(refused.statusCode, 400)
        assert.include(refused.message, says)
        assert.deepEqual(refused.data.errors, { [field]: [refused.message] })
      }
      assert.deepEqual(await dataOf(app.get('/addresses/')), [])
    })

  test('addresses of others are as unknown as those that never were', async ({ assert }) => {
    const owner = await walker()
    const { data: theirs } = await owner.app.post('/addresses/', HOME)
    const { app } = await walker()
    for (const id of [theirs.id, 999_999_999]) {
      const refused = await refusalsOf([
        app.get(`/addresses/${id}/`),
        app.patch(`/addresses/${id}/`, HOME),
        app.delete(`/addresses/${id}/`),
        app.post(`/addresses/${id}/set_default/`),
      ])
      for (const { statusCode } of refused) assert.equal(statusCode, 404)
    }
    assert.deepEqual(await dataOf(owner.app.get('/addresses/')), [theirs])
  })

  const parsed = (success: boolean) =>
    object({
      success: exactly(success),
      message: filledText,
      data: object({
        ...{ province: nullable(filledText), city: nullable(filledText) },
        ...{ district: nullable(filledText), detail: text },
      }),
    })

  test('a pasted address falls into its parts: {address}')
    .with([
      {
        address: '浙江省杭州市临平区东湖街道星河路12号3幢201',
        parts: ['浙江省', '杭州市', '临平区', '东湖街道星河路12号3幢201'],
      },
      { address: '北京市朝阳区建国路93号', parts: ['北京市', '北京市', '朝阳区', '建国路93号'] },
      {
        address: '山东省青岛市崂山区',
        parts: ['山东省', '青岛市', '崂山区', '山东省青岛市崂山区'],
      },
    ])
    .run(async ({ assert }, { address: pasted, parts }) => {
      const { app } = await walker()
      const { data } = await app.post('/addresses/parse/', { address: pasted })
      mustBe(parsed(true), data)
      const { province, city, district, detail } = data.data
      assert.deepEqual([province, city, district, detail], parts)
    })

  test('what is no address is 200 with the text as it was', async ({ assert }) => {
    const { app } = await walker()
    const { data } = await app.post('/addresses/parse/', { address: '三楼左边第二间' })
    mustBe(parsed(false), data)
    assert.deepEqual(data.data, {
      ...{ province: null, city: null, district: null },
      detail: '三楼左边第二间',
    })
  })

  test('a blank text is 400 and still has the three keys', async ({ assert }) => {
    const { app } = await walker()
    for (const body of [{ address: '' }, { address: '  ' }, { address: null }, {}, undefined]) {
      const refused = await refusalOf(app.post('/addresses/parse/', body))
      assert.equal(refused.statusCode, 400)
      assert.deepInclude(refused.data, { success: false, data: null })
    }
  })
})
