import type { HttpContext } from '@adonisjs/core/http'
import type { DescribedError } from '#exceptions/describe_error'

/** The error envelope of the API. `message` and `detail` repeat each other: screens read either. */
export function answerApiError(error: DescribedError, { response }: HttpContext) {
  if (error.status === 401) response.header('www-authenticate', 'Bearer realm="api"')
  if (error.retryAfter) response.header('retry-after', String(error.retryAfter))
  if (error.allow) response.header('allow', error.allow.join(', '))
  response.status(error.status).header('cache-control', 'no-store')
  response.header('content-type', 'application/json; charset=utf-8')
  response.send(
    JSON.stringify({
      success: false,
      code: error.status,
      message: error.message,
      detail: error.message,
      error_code: error.code,
      ...(error.fields ? { errors: error.fields } : {}),
      ...(error.retryAfter ? { retry_after: error.retryAfter } : {}),
      ...error.extra,
    })
  )
}
