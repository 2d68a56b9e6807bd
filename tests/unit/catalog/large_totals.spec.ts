import { test } from '@japa/runner'
import { LargeTotals } from '#catalog/queries/large_totals'

test.group('Large totals', () => {
  test('large totals are kept for ten seconds, small ones not at all', ({ assert }) => {
    let now = 0
    const kept = new LargeTotals(() => now)
    kept.set('all', [99_000])
    kept.set('by rank', [600, 0, 400])
    kept.set('few', [999])
    now = 9_999
    assert.deepEqual(kept.get('all'), [99_000])
    assert.deepEqual(kept.get('by rank'), [600, 0, 400])
    assert.isUndefined(kept.get('few'))
    assert.isUndefined(kept.get('other'))
    now = 10_000
    assert.isUndefined(kept.get('all'))
  })

  test('no more than 500 are kept', ({ assert }) => {
    const kept = new LargeTotals(() => 0)
    for (let number = 0; number <= 500; number++) kept.set(String(number), [5_000])
    assert.isUndefined(kept.get('0'))
    assert.deepEqual(kept.get('500'), [5_000])
  })
})
