import type { Validator } from '#openapi/describe'
import { isSchema, type JsonSchema } from '#openapi/json_schema'

/**
 * What a validator takes, as JSON Schema 2020-12. Vine speaks draft 7 and describes how it reads forms;
 * a client is told the plain spelling: `true` rather than `on`. Optional keys also take null, which the
 * API treats as absent; unknown keys are ignored, so they are not forbidden.
 */
export function inputSchema(validator: Validator): JsonSchema {
  return convert(validator.toJSONSchema() as JsonSchema)
}

function convert(schema: JsonSchema): JsonSchema {
  if (isBoolean(schema)) return withoutKeys({ type: 'boolean', ...schema }, ['enum'])
  if (isAnything(schema)) return withoutKeys(schema, ['anyOf'])
  if (schema.type === 'object') return convertObject(schema)
  if (schema.type === 'array') return convertArray(schema)
  if (Array.isArray(schema.enum) && !schema.type) return { type: 'string', ...schema }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: schema.anyOf.map(convert) }
  return schema
}

function convertObject(schema: JsonSchema): JsonSchema {
  const required = (schema.required ?? []) as string[]
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, property]) => {
      const converted = convert(property)
      return [name, required.includes(name) ? converted : orNull(converted)]
    }
  )
  return {
    ...withoutKeys(schema, ['additionalProperties', 'required']),
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  }
}

/** A tuple's places were `items` in draft 7. */
function convertArray(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.items))
    return isSchema(schema.items) ? { ...schema, items: convert(schema.items) } : schema
  return {
    ...withoutKeys(schema, ['additionalItems']),
    prefixItems: schema.items.map(convert),
    items: false,
  }
}

function orNull(schema: JsonSchema): JsonSchema {
  const types = [schema.type ?? []].flat()
  if (types.length > 0) {
    const choices = Array.isArray(schema.enum) && { enum: [...new Set([...schema.enum, null])] }
    return { ...schema, type: [...new Set([...types, 'null'])], ...choices }
  }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] }
  return schema
}

/** The spellings by which forms say yes and no. */
function isBoolean({ enum: values }: JsonSchema): boolean {
  return Array.isArray(values) && values.includes(true) && values.includes(false)
}

/** `vine.any()`: what it really takes is said by `meta`. */
function isAnything({ anyOf }: JsonSchema): boolean {
  const types = Array.isArray(anyOf) ? anyOf.map((one: JsonSchema) => one.type) : []
  return ['string', 'number', 'boolean', 'array', 'object'].every((type) => types.includes(type))
}

function withoutKeys(schema: JsonSchema, keys: string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)))
}
