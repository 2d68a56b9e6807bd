import fc from 'fast-check'
import { test } from '@japa/runner'
import { slicesOf } from '#catalog/queries/search_ranks'

test.group('Pages of ranked hits', () => {
  test('the slices of a page are what a cut through all ranks would be', ({ assert }) => {
    const totals = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        totals,
        fc.nat(40),
        fc.integer({ min: 1, max: 15 }),
        (counts, offset, pageSize) => {
          const all = counts.flatMap((count, rank) =>
            Array.from({ length: count }, (_, place) => `${rank}:${place}`)
          )
          const shown = slicesOf(counts, { offset, pageSize }).flatMap((slice) =>
            Array.from(
              { length: slice.limit },
              (_, place) => `${slice.rank}:${slice.offset + place}`
            )
          )
          assert.deepEqual(shown, all.slice(offset, offset + pageSize))
        }
      )
    )
  })

  test('a slice knows how many hits its rank has', ({ assert }) => {
    assert.deepEqual(slicesOf([3, 0, 9], { offset: 2, pageSize: 4 }), [
      { rank: 0, total: 3, limit: 1, offset: 2 },
      { rank: 2, total: 9, limit: 3, offset: 0 },
    ])
  })
})
