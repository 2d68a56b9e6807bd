import fc from 'fast-check'
import { test } from '@japa/runner'
import { fittingValue } from '#integrations/wechat/subscribe_fields'
import { dataProblem } from '#sandbox/wechat/message_fields'

test.group('Values of subscribe messages', () => {
  test('{field} of "{value}" is "{fitting}"')
    .with([
      {
        field: 'thing1',
        value: '订单 1781490030517204 已发货请查收',
        fitting: '订单 1781490030517204 ',
      },
      { field: 'thing1', value: '😀'.repeat(30), fitting: '😀'.repeat(20) },
      { field: 'thing1', value: ' 两\t行 ', fitting: '两 行' },
      { field: 'thing1', value: '', fitting: '无' },
      { field: 'character_string1', value: '单号SF-1400', fitting: 'SF-1400' },
      { field: 'character_string1', value: '无单号', fitting: '-' },
      { field: 'number1', value: '共 12.50 元', fitting: '12.50' },
      { field: 'letter1', value: 'A1 b', fitting: 'Ab' },
      { field: 'symbol1', value: 'a-b', fitting: '-' },
      { field: 'time1', value: '2026-03-02T15:08:22.640+08:00', fitting: '2026-03-02 15:08' },
      { field: 'time1', value: '2026-03-02T07:08:22Z', fitting: '2026-03-02 15:08' },
      { field: 'time1', value: '2026-03-02 15:08:22', fitting: '2026-03-02 15:08' },
      { field: 'date1', value: '2026-03-02', fitting: '2026-03-02' },
      { field: 'amount1', value: '¥3,599.10', fitting: '¥3599.10' },
      { field: 'amount1', value: '3599.10元', fitting: '3599.10元' },
      { field: 'amount1', value: '', fitting: '0' },
      { field: 'phrase1', value: '退款已经成功', fitting: '退款已经成' },
      { field: 'phrase1', value: 'OK', fitting: '无' },
      { field: 'name1', value: '青岛某某电器有限公司城阳分店', fitting: '青岛某某电器有限公司' },
      { field: 'name1', value: 'Qingdao Appliances Ltd', fitting: 'Qingdao Appliances L' },
      { field: 'phone_number1', value: '电话 0532-66668888', fitting: '0532-66668888' },
      { field: 'car_number1', value: '粤A8Z888挂车', fitting: '粤A8Z888挂' },
      { field: 'thing1', value: '\ud83d半个', fitting: '\ufffd半个' },
    ])
    .run(({ assert }, { field, value, fitting }) => {
      assert.equal(fittingValue(field, value), fitting.trim())
    })

  test('whatever comes in, WeChat accepts what comes out: {kind}')
    .with(
      [
        ...['thing', 'character_string', 'number', 'letter', 'symbol', 'amount', 'phrase', 'name'],
        ...['phone_number', 'car_number'],
      ].map((kind) => ({ kind }))
    )
    .run(({ assert }, { kind }) => {
      const field = `${kind}1`
      const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
      fc.assert(
        fc.property(value, (text) => {
          assert.isNull(dataProblem([field], { [field]: { value: fittingValue(field, text) } }))
        })
      )
    })
})
