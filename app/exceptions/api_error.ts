import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { DescribedError } from '#exceptions/describe_error'

/** True for `/api` and everything below it: there every answer is JSON, errors included. */
export function isApiPath(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

/** The error envelope of the API. `message` and `detail` repeat each other: screens read either. */
export function answerApiError(error: DescribedError, { response }: HttpContext) {
  if (error.status === 401) response.header('www-authenticate', 'Bearer realm="api"')
  if (error.retryAfter) response.header('retry-after', String(error.retryAfter))
  if (error.allow) response.header('allow', error.allow.join(', '))
  response.status(error.status).header('cache-control', 'no-store')
  response.header('content-type', 'application/json; charset=utf-8')
  response.send(envelope(error))
}

/** Answers an address that cannot be decoded. Such a request never becomes a context. */
export function answerBadAddress(request: IncomingMessage, response: ServerResponse) {
  const message = '地址中含有无法识别的字符'
  const api = isApiPath(request.url?.split('?', 1)[0] ?? '')
  response.writeHead(400, {
    'content-type': api ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(api ? envelope({ status: 400, code: 'VALIDATION_ERROR', message }) : message)
}

function envelope(error: DescribedError): string {
  return JSON.stringify({
    success: false,
    code: error.status,
    message: error.message,
    detail: error.message,
    error_code: error.code,
    ...(error.fields ? { errors: error.fields } : {}),
    ...(error.retryAfter ? { retry_after: error.retryAfter } : {}),
    ...error.extra,
  })
}
