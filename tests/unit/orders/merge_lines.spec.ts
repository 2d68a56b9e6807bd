import { test } from '@japa/runner'
import fc from 'fast-check'
import { mergeLines, type WantedLine } from '#orders/queries/quote_order'
import type { DomainError } from '#shared/domain_error'

const line = (productId: number, skuId: number | null, quantity: number): WantedLine => ({
  productId,
  skuId,
  quantity,
})

/** Few products and SKUs, so that equal ones meet. */
const wanted = fc.record({
  productId: fc.integer({ min: 1, max: 4 }),
  skuId: fc.option(fc.integer({ min: 1, max: 2 })),
  quantity: fc.integer({ min: 1, max: 20 }),
})

const pieces = (lines: WantedLine[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0)

function refusal(lines: WantedLine[]): Record<string, string[]> | undefined {
  try {
    mergeLines(lines)
  } catch (error) {
    return (error as DomainError).options.fields
  }
}

test.group('Lines of a checkout', () => {
  test('no piece is lost or added, and no pair stands twice', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 30 }), (lines) => {
        const merged = mergeLines(lines)
        assert.equal(pieces(merged), pieces(lines))
        const pairs = merged.map(({ productId, skuId }) => `${productId}/${skuId}`)
        assert.equal(new Set(pairs).size, pairs.length)
      })
    )
  })

  test('the product without a SKU is another line than the product with one', ({ assert }) => {
    assert.deepEqual(mergeLines([line(1, null, 1), line(1, 1, 2), line(1, null, 3)]), [
      line(1, null, 4),
      line(1, 1, 2),
    ])
  })

  test('what the caller passed stays as it was', ({ assert }) => {
    const given = [line(1, 1, 1), line(1, 1, 1)]
    mergeLines(given)
    assert.deepEqual(given, [line(1, 1, 1), line(1, 1, 1)])
  })

  test('999 pieces of a kind and 50 kinds are the most', ({ assert }) => {
    const kinds = (count: number) => Array.from({ length: count }, (_, i) => line(i + 1, null, 1))
    assert.lengthOf(mergeLines(kinds(50)), 50)
    assert.property(refusal(kinds(51)), 'items')
    assert.lengthOf(mergeLines([line(1, 1, 500), line(1, 1, 499)]), 1)
    assert.property(refusal([line(1, 1, 500), line(1, 1, 500)]), 'quantity')
  })

  test('the same kind many times is one kind', ({ assert }) => {
    assert.deepEqual(mergeLines(Array.from({ length: 200 }, () => line(9, 9, 1))), [
      line(9, 9, 200),
    ])
  })
})
