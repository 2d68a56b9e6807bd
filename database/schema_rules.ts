import type { SchemaRules } from '@adonisjs/lucid/types/schema_generator'

const money = {
  tsType: 'Money',
  decorators: [{ name: '@money' }],
  imports: [
    { source: '#shared/money', typeImports: ['Money'] },
    { source: '#shared/money_column', namedImports: ['money'] },
  ],
}

/** How columns become properties: amounts are Money, ids and counts are plain numbers. */
export default {
  types: {
    numeric: money,
    decimal: money,
    bigint: { tsType: 'number', decorators: [{ name: '@column' }] },
  },
  columns: {
    id: { tsType: 'number', decorators: [{ name: '@column', args: { isPrimary: true } }] },
  },
  tables: {
    /** A percentage when the type is `percent`, so it stays the text that the database sends. */
    discounts: { columns: { amount: { tsType: 'string', decorators: [{ name: '@column' }] } } },
  },
} satisfies SchemaRules
