import type { TSchema } from 'typebox'
import { pathParameters, type ApiRoute } from '#openapi/api_routes'
import type { Components } from '#openapi/components'
import type { AnswerDescription, Description } from '#openapi/describe'
import type { Answer, Operation } from '#openapi/document_shape'
import type { JsonSchema } from '#openapi/json_schema'
import { refusalAnswer, refusalsOf } from '#openapi/refusals'
import { Refusal } from '#openapi/schemas'
import { inputSchema } from '#openapi/vine_schema'

const READS = new Set(['GET', 'DELETE'])

/** One method of one path as it stands in the document. */
export function describeOperation(
  route: ApiRoute & { description: Description },
  components: Components
): Operation {
  const { description } = route
  const parameters = parametersOf(route, components)
  const body = READS.has(route.method) ? undefined : bodyOf(description, components)
  return {
    operationId: route.name.replace(/^api\./, ''),
    tags: [description.tag],
    summary: description.summary,
    ...(description.description && { description: description.description }),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: answersOf(route, components),
  }
}

/** `{}` among the ways in: a token is welcome but not asked for. */
function securityOf({ middleware, description }: ApiRoute): Record<string, string[]>[] {
  if (description?.signature) return [{ [description.signature]: [] }]
  if (middleware.has('shopper')) return [{ bearer: [] }]
  return middleware.has('visitor') ? [{}, { bearer: [] }] : []
}

function parametersOf(route: ApiRoute & { description: Description }, components: Components) {
  const { query = {}, headers = {}, cached, idempotent } = route.description
  const named = (where: string, schemas: Record<string, TSchema>) =>
    Object.entries(schemas).map(([name, schema]) =>
      parameter(where, name, components.refer(schema))
    )
  return [
    ...pathParameters(route.pattern).map((name) => ({
      ...parameter(
        'path',
        name,
        route.isInteger(name) ? { type: 'integer', minimum: 1 } : { type: 'string' }
      ),
      required: true,
    })),
    ...named('query', query),
    ...named('header', headers),
    ...(idempotent ? [IDEMPOTENCY_KEY] : []),
    ...(cached ? [IF_NONE_MATCH] : []),
  ]
}

function parameter(where: string, name: string, { description, ...schema }: JsonSchema) {
  return { name, in: where, ...(description ? { description } : {}), schema }
}

const IDEMPOTENCY_KEY = parameter('header', 'Idempotency-Key', {
  description: '同一个键重复提交时只执行一次，并返回第一次的结果',
  type: 'string',
  maxLength: 100,
})

const IF_NONE_MATCH = parameter('header', 'If-None-Match', {
  description: '上次得到的 ETag；内容没有变化时返回 304',
  type: 'string',
})

function bodyOf(
  { body, bodyExample, multipart }: Description,
  components: Components
): Operation['requestBody'] {
  if (multipart)
    return {
      required: true,
      content: { 'multipart/form-data': { schema: components.refer(multipart) } },
    }
  if (!body) return undefined
  const schema = inputSchema(body)
  return {
    required: Array.isArray(schema.required),
    content: {
      'application/json': { schema, ...(bodyExample !== undefined && { example: bodyExample }) },
    },
  }
}

function answersOf(
  route: ApiRoute & { description: Description },
  components: Components
): Record<string, Answer> {
  const { answers, cached } = route.description
  const refusal = components.refer(Refusal)
  const responses: Record<string, Answer> = {}
  for (const [status, codes] of refusalsOf(route))
    responses[status] = refusalAnswer(status, codes, refusal)
  if (cached) responses[304] = { description: '内容没有变化' }
  for (const [status, described] of Object.entries(answers))
    responses[status] = answerOf(described, components, cached && status === '200')
  return responses
}

function answerOf(described: AnswerDescription, components: Components, tagged?: boolean): Answer {
  const { description, schema, example, contentType = 'application/json' } = described
  return {
    description,
    ...(tagged && { headers: { ETag: { schema: { type: 'string' } } } }),
    ...(schema && {
      content: {
        [contentType]: {
          schema: components.refer(schema),
          ...(example !== undefined && { example }),
        },
      },
    }),
  }
}
