import { Type } from '#openapi/type'
import type { Static, TSchema } from 'typebox'
import type { ErrorCode } from '#shared/domain_error'

/**
 * Words that every answer of the API is described with. A transformer's return type is
 * `Static<typeof ItsSchema>`, so that a missing, extra or mistyped key does not compile.
 * Rule: docs/rules/api.md
 */

/** A 64-bit id that a JavaScript number can hold. */
export const id = (description = '编号') => Type.Integer({ minimum: 1, description })

/** Yuan as text with exactly two decimals. */
export const money = (description: string) =>
  Type.String({ pattern: '^-?\\d+\\.\\d{2}$', description: `${description}（元）` })

/** Yuan as a JSON number with at most two decimals; only the few fields that clients compute with. */
export const moneyNumber = (description: string) =>
  Type.Number({ multipleOf: 0.01, description: `${description}（元）` })

export const count = (description: string) => Type.Integer({ minimum: 0, description })
export const integer = (description: string) => Type.Integer({ description })
export const flag = (description: string) => Type.Boolean({ description })
export const text = (description: string) => Type.String({ description })

/** One of these texts. */
export const oneOf = <const Values extends readonly string[]>(
  values: Values,
  description: string
) => Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description })

/** One of the keys of a table of labels; the labels explain them. */
export const labelled = <Key extends string>(
  labels: Readonly<Record<Key, string | { label: string }>>,
  description: string
) => {
  const entries = Object.entries<string | { label: string }>(labels)
  const explained = entries.map(([key, label]) => {
    return `${key} ${typeof label === 'string' ? label : label.label}`
  })
  return oneOf(Object.keys(labels) as Key[], `${description}：${explained.join('，')}`)
}

/** An instant in Shanghai's local time, e.g. `2026-03-02T14:05:31.482+08:00`. */
export const instant = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3,6})?\\+08:00$',
    description,
  })

/** The absolute address of a picture or file, '' where there is none. */
export const fileUrl = (description: string) =>
  Type.String({ pattern: '^(https?://.+)?$', description })

export const nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | null>({ anyOf: [schema, { type: 'null' }] })

/** Pairs of a specification's name and value. */
export const textMap = (description: string) =>
  Type.Record(Type.String(), Type.String(), { description })

/** An object with exactly these keys, named in the document as a component. */
export const object = <Properties extends Record<string, TSchema>>(
  name: string,
  properties: Properties,
  options: { description?: string } = {}
) => Type.Object(properties, { $id: name, additionalProperties: false, ...options })

/**
 * The schema of rows that a query makes ready in SQL: it does not compile when one of the two has a key
 * that the other has not.
 */
export const shapeOf =
  <Row>() =>
  <Schema extends TSchema>(
    schema: [Static<Schema>, Row] extends [Row, Static<Schema>] ? Schema : never
  ): Schema =>
    schema

/** Which page of a list; what does not parse counts as absent. */
export const paging = ({ size = 20, max = 100 } = {}) => ({
  page: Type.Integer({ minimum: 1, default: 1, description: '第几页' }),
  page_size: Type.Integer({
    minimum: 1,
    maximum: max,
    default: size,
    description: `每页条数，超过 ${max} 按 ${max}`,
  }),
})

/** The standard page of a list. */
export const pageOf = <Schema extends TSchema>(schema: Schema) =>
  Type.Object(
    {
      results: Type.Array(schema),
      total: count('全部条数'),
      page: Type.Integer({ minimum: 1, description: '当前页' }),
      total_pages: Type.Integer({ minimum: 1, description: '总页数' }),
      has_next: flag('还有下一页'),
      has_previous: flag('还有上一页'),
      count: count('同 total'),
      next: nullable(text('下一页的地址')),
      previous: nullable(text('上一页的地址')),
    },
    { additionalProperties: false }
  )

/** The envelope of every refusal. Further keys may stand beside these, e.g. `available`. */
export const Refusal = Type.Object(
  {
    success: Type.Literal(false),
    code: Type.Integer({ minimum: 400, maximum: 599, description: '同 HTTP 状态' }),
    message: Type.String({ minLength: 1, description: '给用户看的一句话' }),
    detail: Type.String({ minLength: 1, description: '同 message' }),
    error_code: Type.Unsafe<ErrorCode>({ type: 'string', description: '错误码' }),
    errors: Type.Optional(
      Type.Record(Type.String(), Type.Array(Type.String()), { description: '字段名到问题' })
    ),
    retry_after: Type.Optional(Type.Integer({ minimum: 1, description: '多少秒后可以重试' })),
  },
  { $id: 'Refusal', additionalProperties: true }
)
