import { test } from '@japa/runner'
import fc from 'fast-check'
import { Money } from '#shared/money'

/** Every amount that the widest column may hold, in fen. */
const amounts = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
const factors = fc.integer({ min: 0, max: 10_000 })

/** Half-up rounding told another way: twice the remainder against the divisor. */
function halfUp(fen: number, numerator: number, denominator: number): number {
  const product = BigInt(fen) * BigInt(numerator)
  const divisor = BigInt(denominator)
  let whole = product / divisor
  let rest = product % divisor
  if (rest < 0n) {
    rest += divisor
    whole -= 1n
  }
  return Number(rest * 2n >= divisor ? whole + 1n : whole)
}

test.group('Money', () => {
  test('what is printed is read back as the same amount', ({ assert }) => {
    fc.assert(
      fc.property(amounts, (fen) => {
        const text = Money.fen(fen).toString()
        assert.match(text, /^-?\d+\.\d{2}$/)
        assert.equal(Money.yuan(text).fen, Money.fen(fen).fen)
      })
    )
  })

  test('adding and taking away again changes nothing', ({ assert }) => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [first, second] = [Money.fen(a), Money.fen(b)]
        assert.equal(first.plus(second).fen, a + b)
        assert.isTrue(first.plus(second).minus(second).equals(first))
        assert.isTrue(first.plus(second).equals(second.plus(first)))
        assert.isTrue(Money.sum([first, second, first]).equals(first.plus(second).plus(first)))
      })
    )
  })

  test('a fraction of an amount is rounded half-up to the fen', ({ assert }) => {
    fc.assert(
      fc.property(amounts, factors, fc.integer({ min: 1, max: 10_000 }), (fen, part, whole) => {
        assert.equal(Money.fen(fen).times(part, whole).fen, halfUp(fen, part, whole))
      })
    )
  })

  test('half a fen goes up: {fen} fen × {part}/{whole} = {result}')
    .with([
      { fen: 1, part: 1, whole: 2, result: 1 },
      { fen: 3, part: 1, whole: 2, result: 2 },
      { fen: 333, part: 85, whole: 100, result: 283 },
      { fen: 199_990, part: 95, whole: 100, result: 189_991 },
      { fen: 100, part: 1, whole: 3, result: 33 },
      { fen: 0, part: 7, whole: 3, result: 0 },
    ])
    .run(({ assert }, { fen, part, whole, result }) => {
      assert.equal(Money.fen(fen).times(part, whole).fen, result)
    })

  test('a clamped amount lies between the bounds, and stays when it already did', ({ assert }) => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (fen, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const clamped = Money.fen(fen).clamp(Money.fen(low), Money.fen(high)).fen
        assert.equal(clamped, Math.min(Math.max(fen, low), high))
      })
    )
  })

  test('the least of several amounts is one of them and no other is smaller', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1 }), (list) => {
        const [first, ...others] = list.map((fen) => Money.fen(fen))
        assert.equal(Money.min(first, ...others).fen, Math.min(...list))
      })
    )
  })

  test('reads {text} as {fen} fen')
    .with([
      { text: '1999', fen: 199_900 },
      { text: '1999.5', fen: 199_950 },
      { text: '1999.00', fen: 199_900 },
      { text: '0.01', fen: 1 },
      { text: '1.5000', fen: 150 },
      { text: '-0.07', fen: -7 },
      { text: '-0.00', fen: 0 },
      { text: '0.29', fen: 29 },
    ])
    .run(({ assert }, { text, fen }) => {
      assert.strictEqual(Money.yuan(text).fen, fen)
    })

  test('{text} is no amount')
    .with(
      ['1.005', '1e3', ' 1', '1 ', '', '.5', '5.', '1,999.00', '+1', '--1', '１', '1\n', 'NaN'].map(
        (text) => ({ text })
      )
    )
    .run(({ assert }, { text }) => {
      assert.isNull(Money.parse(text))
      assert.throws(() => Money.yuan(text), RangeError)
    })

  test('what a computer cannot count exactly is refused instead of being rounded', ({ assert }) => {
    const largest = Money.fen(Number.MAX_SAFE_INTEGER)
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      assert.throws(() => Money.fen(wrong), RangeError)
    assert.throws(() => largest.plus(Money.fen(1)), RangeError)
    assert.throws(() => largest.times(2), RangeError)
    assert.throws(() => largest.times(0.5), RangeError)
    assert.isNull(Money.parse('99999999999999.99'))
  })

  test('JSON and the database get yuan as text, people get groups of three', ({ assert }) => {
    const price = Money.fen(123_456_789)
    assert.equal(JSON.stringify({ price }), '{"price":"1234567.89"}')
    assert.equal(price.toPostgres(), '1234567.89')
    assert.equal(price.toGrouped(), '1,234,567.89')
    assert.equal(Money.fen(-100_000).toGrouped(), '-1,000.00')
    assert.equal(Money.fen(99).toGrouped(), '0.99')
  })

  test('as a JSON number an amount is the exact decimal', ({ assert }) => {
    fc.assert(
      fc.property(amounts, (fen) => {
        const { number } = JSON.parse(JSON.stringify({ number: Money.fen(fen).toNumber() }))
        assert.equal(Math.round(number * 100), fen)
        assert.match(String(number), /^-?\d+(\.\d{1,2})?$/)
      })
    )
  })
})
