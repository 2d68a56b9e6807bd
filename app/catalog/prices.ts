import { Money } from '#shared/money'
import type { UserRole } from '#shared/labels'

/**
 * The one rule that applies to a user and a product. `value` is yuan for `amount`, and a rate between
 * 0 and 10 for `percent` (8.5 means: pay 85 %).
 */
export interface DiscountRule {
  id: number
  type: 'amount' | 'percent'
  value: string
}

const FULL_RATE = 1000

/**
 * What one unit costs before any discount. A dealer price above zero goes before everything else, for
 * dealers only; then the price of the chosen SKU; then the retail price. Rule: docs/rules/catalogue.md
 */
export function basePrice(input: {
  role: UserRole | null
  price: Money
  dealerPrice: Money | null
  skuPrice: Money | null
}): Money {
  const { role, price, dealerPrice, skuPrice } = input
  if (role === 'dealer' && dealerPrice && dealerPrice.fen > 0) return dealerPrice
  return skuPrice ?? price
}

/**
 * How much the rule takes off one unit: never below nothing, never more than the base price, rounded
 * half-up to the fen. Rule: docs/rules/catalogue.md
 */
export function unitDiscount(base: Money, rule: DiscountRule | null): Money {
  if (!rule) return Money.zero
  const value = Money.yuan(rule.value)
  if (rule.type === 'amount') return value.clamp(Money.zero, base)
  const rate = Math.min(Math.max(value.fen, 0), FULL_RATE)
  return base.times(FULL_RATE - rate, FULL_RATE)
}
