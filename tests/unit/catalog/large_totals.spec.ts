import { test } from '@japa/runner'
import { LargeTotals } from '#catalog/queries/large_totals'

test.group('Large totals', () => {
  test('large totals are kept for ten seconds, small ones not at all', ({ assert }) => {
    let now = 0
    const kept = new LargeTotals(() => now)
    kept.set('all', [99_000], kept.round)
    kept.set('by rank', [600, 0, 400], kept.round)
    kept.set('few', [999], kept.round)
    now = 9_999
    assert.deepEqual(kept.get('all'), [99_000])
    assert.deepEqual(kept.get('by rank'), [600, 0, 400])
    assert.isUndefined(kept.get('few'))
    assert.isUndefined(kept.get('other'))
    now = 10_000
    assert.isUndefined(kept.get('all'))
  })

  test('a change forgets them, and what was being counted meanwhile', ({ assert }) => {
    const kept = new LargeTotals(() => 0)
    const { round } = kept
    kept.set('before', [5_000], round)
    kept.forget()
    kept.set('during', [5_000], round)
    assert.isUndefined(kept.get('before'))
    assert.isUndefined(kept.get('during'))
  })

  test('no more than 500 are kept', ({ assert }) => {
    const kept = new LargeTotals(() => 0)
    for (let number = 0; number <= 500; number++) kept.set(String(number), [5_000], kept.round)
    assert.isUndefined(kept.get('0'))
    assert.deepEqual(kept.get('500'), [5_000])
  })
})
