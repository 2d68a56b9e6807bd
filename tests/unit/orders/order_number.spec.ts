import { test } from '@japa/runner'
import { drawOrderNumber } from '#orders/order_number'

test.group('Order numbers', () => {
  test('sixteen digits: the second of the order, then six drawn ones', ({ assert }) => {
    const now = new Date('2026-03-02T06:05:31.999Z')
    for (let i = 0; i < 2000; i++)
      assert.match(drawOrderNumber(now), new RegExp(`^${Math.floor(now.getTime() / 1000)}\\d{6}$`))
  })

  test('two orders of the same second hardly ever get the same number', ({ assert }) => {
    const now = new Date()
    const drawn = new Set(Array.from({ length: 200 }, () => drawOrderNumber(now)))
    assert.isAbove(drawn.size, 195)
  })

  test('numbers stay sixteen digits for as long as the shop will live', ({ assert }) => {
    assert.lengthOf(drawOrderNumber(new Date('2099-12-31T23:59:59Z')), 16)
    assert.lengthOf(drawOrderNumber(), 16)
  })
})
