import { apiDocument } from '#openapi/document'
import type { Operation } from '#openapi/document_shape'
import { isSchema, type JsonSchema } from '#openapi/json_schema'

/** An operation of the API as an attacker reads it out of the document. */
export interface Target {
  operation: Operation
  method: string
  /** all methods of the path */
  offered: string[]
  /** with parameters in braces, e.g. `/api/orders/{id}/` */
  path: string
  pathParameters: string[]
  query: string[]
  headers: string[]
  body?: { schema: JsonSchema; example: unknown; multipart: boolean }
  /** it may change what is stored */
  writes: boolean
}

interface Parameter {
  name: string
  in: string
}

/** Every operation of the document but those that other tests of the same run plant. */
export function targets(): Target[] {
  const paths = Object.entries(apiDocument().paths).filter(([path]) => !path.startsWith('/api/_'))
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []) as Parameter[]
      const named = (where: string) =>
        parameters.filter((one) => one.in === where).map(({ name }) => name)
      return {
        operation,
        method: method.toUpperCase(),
        offered: Object.keys(methods).map((one) => one.toUpperCase()),
        path,
        pathParameters: named('path'),
        query: named('query'),
        headers: named('header'),
        body: bodyOf(operation),
        writes: method !== 'get',
      }
    })
  )
}

function bodyOf({ requestBody }: Operation): Target['body'] {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  if (!content) return undefined
  const schema = resolved(content.schema)
  return { schema, example: content.example ?? {}, multipart: type === 'multipart/form-data' }
}

function resolved(schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema
  return apiDocument().components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}
}

export type Place = (string | number)[]

/** Where a body has fields: `['items']`, `['items', 0]`, `['items', 0, 'product_id']`, … */
export function places(schema: JsonSchema, at: Place = []): Place[] {
  const { properties, items } = resolved(schema)
  const named = isSchema(properties) ? Object.entries(properties) : []
  const inside = named.flatMap(([name, child]) => below(child, [...at, name]))
  return isSchema(items) ? [...inside, ...below(items, [...at, 0])] : inside
}

function below(schema: unknown, at: Place): Place[] {
  return [at, ...(isSchema(schema) ? places(schema, at) : [])]
}

/** The part of the path before a parameter: `orders` of `/api/orders/{id}/cancel/`. */
export function resourceOf({ path }: Target): string {
  return /([\w-]+)\/\{/.exec(path)?.[1] ?? ''
}
