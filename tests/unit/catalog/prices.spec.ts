import fc from 'fast-check'
import { test } from '@japa/runner'
import { basePrice, unitDiscount } from '#catalog/prices'
import { Money } from '#shared/money'

const yuan = (text: string) => Money.yuan(text)
const percent = (value: string) => ({ id: 1, type: 'percent' as const, value })
const amount = (value: string) => ({ id: 1, type: 'amount' as const, value })

const amounts = fc.integer({ min: 0, max: 10_000_000_000 }).map((fen) => Money.fen(fen))
const rules = fc.record({
  id: fc.constant(1),
  type: fc.constantFrom('amount' as const, 'percent' as const),
  value: fc.integer({ min: 0, max: 1_000_000 }).map((fen) => Money.fen(fen).toString()),
})

test.group('Prices | base', () => {
  test('{role} with dealer price {dealer} and SKU price {sku} pays {base} for a product of 100.00')
    .with([
      { role: null, dealer: '80.00', sku: null, base: '100.00' },
      { role: null, dealer: '80.00', sku: '120.00', base: '120.00' },
      { role: 'individual', dealer: '80.00', sku: null, base: '100.00' },
      { role: 'individual', dealer: '80.00', sku: '120.00', base: '120.00' },
      { role: 'dealer', dealer: '80.00', sku: null, base: '80.00' },
      { role: 'dealer', dealer: '80.00', sku: '120.00', base: '80.00' },
      { role: 'dealer', dealer: null, sku: null, base: '100.00' },
      { role: 'dealer', dealer: null, sku: '120.00', base: '120.00' },
      { role: 'dealer', dealer: '0.00', sku: '120.00', base: '120.00' },
      { role: 'dealer', dealer: '0.00', sku: null, base: '100.00' },
      { role: 'support', dealer: '80.00', sku: '120.00', base: '120.00' },
      { role: 'admin', dealer: '80.00', sku: null, base: '100.00' },
    ] as const)
    .run(({ assert }, { role, dealer, sku, base }) => {
      const paid = basePrice({
        role,
        price: yuan('100.00'),
        dealerPrice: dealer === null ? null : yuan(dealer),
        skuPrice: sku === null ? null : yuan(sku),
      })
      assert.equal(paid.toString(), base)
    })
})

test.group('Prices | discount', () => {
  test('{base} at {rate} is reduced by {off}')
    .with([
      { base: '199.99', rate: '8.5', off: '30.00' },
      { base: '199.99', rate: '8.50', off: '30.00' },
      { base: '100.00', rate: '9.5', off: '5.00' },
      { base: '0.10', rate: '9.5', off: '0.01' },
      { base: '0.09', rate: '9.5', off: '0.00' },
      { base: '0.50', rate: '9.99', off: '0.00' },
      { base: '5.00', rate: '9.99', off: '0.01' },
      { base: '100.00', rate: '10', off: '0.00' },
      { base: '100.00', rate: '0', off: '100.00' },
      { base: '100.00', rate: '12', off: '0.00' },
    ])
    .run(({ assert }, { base, rate, off }) => {
      assert.equal(unitDiscount(yuan(base), percent(rate)).toString(), off)
    })

  test('{value} yuan off a unit of {base} takes {off}')
    .with([
      { base: '100.00', value: '30.00', off: '30.00' },
      { base: '100.00', value: '100.00', off: '100.00' },
      { base: '100.00', value: '100.01', off: '100.00' },
      { base: '100.00', value: '0', off: '0.00' },
    ])
    .run(({ assert }, { base, value, off }) => {
      assert.equal(unitDiscount(yuan(base), amount(value)).toString(), off)
    })

  test('the example of 199.99 at 8.5 leaves 169.99 to pay', ({ assert }) => {
    const base = yuan('199.99')
    assert.equal(base.minus(unitDiscount(base, percent('8.5'))).toString(), '169.99')
  })

  test('a dealer gets the discount on the dealer price', ({ assert }) => {
    const base = basePrice({
      role: 'dealer',
      price: yuan('100.00'),
      dealerPrice: yuan('80.00'),
      skuPrice: yuan('120.00'),
    })
    assert.equal(unitDiscount(base, percent('9')).toString(), '8.00')
  })

  test('without a rule nothing is taken off', ({ assert }) => {
    assert.equal(unitDiscount(yuan('100.00'), null).toString(), '0.00')
  })

  test('a discount is never negative and never more than the price', ({ assert }) => {
    fc.assert(
      fc.property(amounts, rules, (base, rule) => {
        const discount = unitDiscount(base, rule)
        assert.isAtLeast(discount.fen, 0)
        assert.isAtMost(discount.fen, base.fen)
      })
    )
  })

  test('a rate is rounded half-up to the fen', ({ assert }) => {
    const rate = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(amounts, rate, (base, hundredths) => {
        const discount = unitDiscount(base, percent(Money.fen(hundredths).toString()))
        const thousandths = BigInt(base.fen) * BigInt(1000 - hundredths)
        const error = BigInt(discount.fen) * 1000n - thousandths
        assert.isTrue(error > -500n && error <= 500n)
      })
    )
  })
})
