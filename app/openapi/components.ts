import { isDeepStrictEqual } from 'node:util'
import type { TSchema } from 'typebox'
import { isSchema, type JsonSchema } from '#openapi/json_schema'

/**
 * The named schemas of a document. Whatever carries an `$id` stands here once and is referred to
 * from everywhere else.
 */
export class Components {
  readonly schemas: Record<string, JsonSchema> = {}

  /**
   * The schema as it stands in the document.
   * @throws Error when two different schemas bear one name
   */
  refer(schema: TSchema): JsonSchema {
    return this.#place(JSON.parse(JSON.stringify(schema))) as JsonSchema
  }

  #place(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#place(item))
    if (!isSchema(value)) return value
    const { $id: name, ...rest } = value
    const placed = Object.fromEntries(
      Object.entries(rest).map(([key, child]) => [key, this.#place(child)])
    )
    if (typeof name !== 'string') return placed
    const known = this.schemas[name]
    if (known && !isDeepStrictEqual(known, placed))
      throw new Error(`Two different schemas of the API are called "${name}"`)
    this.schemas[name] = placed
    return { $ref: `#/components/schemas/${name}` }
  }
}
