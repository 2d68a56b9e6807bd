/** A JSON Schema as plain data. */
export type JsonSchema = Record<string, unknown>

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
