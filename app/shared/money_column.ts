import { column } from '@adonisjs/lucid/orm'
import { Money } from '#shared/money'

/** A `numeric` column that is an amount: Money in code, text with two decimals in the database. */
export const money = (options: Record<string, unknown> = {}) =>
  column({
    ...options,
    prepare: (value: Money | null | undefined) => (value ? value.toString() : value),
    consume: (value: string | null) => (typeof value === 'string' ? Money.yuan(value) : value),
    serialize: (value: Money | null) => value?.toString() ?? null,
  })
