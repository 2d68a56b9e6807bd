import { test } from '@japa/runner'
import { LargeTotals } from '#catalog/queries/large_totals'

test.group('Large totals', () => {
  test('a large total is kept for ten seconds, a small one not at all', ({ assert }) => {
    let now = 0
    const totals = new LargeTotals(() => now)
    totals.set('all', 99_000)
    totals.set('few', 4_999)
    now = 9_999
    assert.equal(totals.get('all'), 99_000)
    assert.isUndefined(totals.get('few'))
    assert.isUndefined(totals.get('other'))
    now = 10_000
    assert.isUndefined(totals.get('all'))
  })

  test('no more than 500 are kept', ({ assert }) => {
    const totals = new LargeTotals(() => 0)
    for (let number = 0; number <= 500; number++) totals.set(String(number), 5_000)
    assert.isUndefined(totals.get('0'))
    assert.equal(totals.get('500'), 5_000)
  })
})
