import type { Static } from 'typebox'
import type { OwnDiscount } from '#catalog/queries/own_products'
import { id, moneyNumber, object, oneOf } from '#openapi/schemas'
import { Type } from '#openapi/type'

export const UserDiscountSchema = object('UserDiscount', {
  amount: moneyNumber('每件减多少'),
  discount_id: id('折扣编号'),
  discount_type: oneOf(['amount', 'percent'], '种类：amount 减免金额，percent 折扣率'),
  discount_value: Type.Number({
    multipleOf: 0.01,
    description: '减免的金额（元），或折扣率（8.5 表示付 85%）',
  }),
})

export const UserDiscountsSchema = Type.Record(Type.String(), UserDiscountSchema, {
  description: '商品编号到折扣；没有折扣的商品不在其中',
})

/** Somebody's discounts by the id of the product. */
export function userDiscountsAnswer(discounts: OwnDiscount[]): Static<typeof UserDiscountsSchema> {
  return Object.fromEntries(
    discounts.map(({ productId, rule, amount }) => [
      String(productId),
      {
        amount: amount.toNumber(),
        discount_id: rule.id,
        discount_type: rule.type,
        discount_value: Number(rule.value),
      },
    ])
  )
}
