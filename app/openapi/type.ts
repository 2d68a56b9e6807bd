import type { Type as Typebox } from 'typebox'

type Builders = Pick<
  typeof Typebox,
  | 'Array'
  | 'Boolean'
  | 'Integer'
  | 'Literal'
  | 'Null'
  | 'Number'
  | 'Object'
  | 'Optional'
  | 'Record'
  | 'String'
  | 'Union'
  | 'Unknown'
  | 'Unsafe'
>

type Schema = Record<string, unknown>

const optional = new WeakSet<Schema>()

const plain = (type: string) => (options: Schema) => ({ type, ...options })

/**
 * The few words of TypeBox that our schemas are made of, as plain JSON Schema. The types are TypeBox's,
 * so `Static` knows them; its code stays out of the running shop: 300 modules and 8 MB for a dozen functions.
 */
export const Type = {
  Array: (items: Schema, options: Schema) => ({ type: 'array', items, ...options }),
  Boolean: plain('boolean'),
  Integer: plain('integer'),
  Literal: (value: unknown, options: Schema) => ({ type: typeof value, const: value, ...options }),
  Null: plain('null'),
  Number: plain('number'),
  Object: (properties: Record<string, Schema>, options: Schema) => {
    const required = Object.keys(properties).filter((key) => !optional.has(properties[key]))
    return { type: 'object', ...(required.length > 0 && { required }), properties, ...options }
  },
  Optional: (schema: Schema) => {
    const copy = { ...schema }
    optional.add(copy)
    return copy
  },
  Record: (_key: Schema, additionalProperties: Schema, options: Schema) => ({
    type: 'object',
    additionalProperties,
    ...options,
  }),
  String: plain('string'),
  Union: (anyOf: Schema[], options: Schema) => ({ anyOf, ...options }),
  Unknown: (options: Schema) => ({ ...options }),
  Unsafe: (schema: Schema) => schema,
} as unknown as Builders
