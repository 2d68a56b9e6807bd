import type { ErrorCode } from '#shared/domain_error'
import type { ApiRoute } from '#openapi/api_routes'
import { pathParameters } from '#openapi/api_routes'
import { ERROR_CODES, STATUSES } from '#openapi/error_codes'
import type { JsonSchema } from '#openapi/json_schema'
import type { Answer } from '#openapi/document_shape'

/**
 * Which refusals an endpoint may answer, with their codes: those that follow from what stands before
 * the controller, and those that its description adds.
 */
export function refusalsOf(route: ApiRoute): Map<number, Set<ErrorCode>> {
  const refusals = new Map<number, Set<ErrorCode>>()
  const add = (status: number, codes: ErrorCode[] = []) => {
    const known = refusals.get(status) ?? new Set<ErrorCode>()
    const added = codes.length > 0 ? codes : [usualCode(status)]
    refusals.set(status, new Set([...known, ...added]))
  }
  for (const status of generalRefusals(route)) add(status)
  for (const [status, codes] of Object.entries(route.description?.refusals ?? {}))
    add(Number(status), codes)
  return refusals
}

/** Unclean input and a foreign host are refused everywhere, and everything can fail. */
function generalRefusals({ middleware, method, pattern, description }: ApiRoute): number[] {
  const hasBody = middleware.has('body') && method !== 'GET'
  return [
    400,
    ...(middleware.has('shopper') || middleware.has('visitor') ? [401] : []),
    ...(pathParameters(pattern).length > 0 ? [404] : []),
    ...(description?.idempotent ? [409] : []),
    ...(hasBody ? [413, 415] : []),
    ...(middleware.has('apiRate') ? [429] : []),
    500,
  ]
}

function usualCode(status: number): ErrorCode {
  const code = STATUSES[status]?.code
  if (!code) throw new Error(`Status ${status} has no usual code: name it in the description`)
  return code
}

/** A refusal as it stands in the document. */
export function refusalAnswer(status: number, codes: Set<ErrorCode>, refusal: JsonSchema): Answer {
  const known = [...codes]
  return {
    description: STATUSES[status]?.meaning ?? '请求被拒绝',
    ...headersOf(status),
    content: {
      'application/json': {
        schema: {
          allOf: [
            refusal,
            { properties: { code: { const: status }, error_code: { enum: known } } },
          ],
        },
        examples: Object.fromEntries(known.map((code) => [code, exampleOf(status, code)])),
      },
    },
  }
}

function exampleOf(status: number, code: ErrorCode): object {
  const { meaning, message } = ERROR_CODES[code]
  const sentence = message ?? STATUSES[status]?.message ?? meaning
  return {
    summary: meaning,
    value: {
      success: false,
      code: status,
      message: sentence,
      detail: sentence,
      error_code: code,
      ...(status === 429 && { retry_after: 12 }),
    },
  }
}

function headersOf(status: number): Pick<Answer, 'headers'> {
  if (status === 401)
    return {
      headers: {
        'WWW-Authenticate': { schema: { type: 'string' }, example: 'Bearer realm="api"' },
      },
    }
  if (status === 429)
    return {
      headers: {
        'Retry-After': { description: '多少秒后可以重试', schema: { type: 'integer', minimum: 1 } },
      },
    }
  return {}
}
