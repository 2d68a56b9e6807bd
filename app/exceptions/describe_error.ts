import { errors as core } from '@adonisjs/core'
import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import { errors as vine } from '@vinejs/vine'
import { DomainError, type ErrorCode } from '#shared/domain_error'

export interface DescribedError {
  status: number
  code: ErrorCode
  message: string
  fields?: Record<string, string[]>
  extra?: Record<string, unknown>
  retryAfter?: number
  allow?: string[]
}

/** What an error means for the person at the other end. Nothing of the inside leaves through here. */
export function describeError(error: unknown, ctx: HttpContext): DescribedError {
  if (error instanceof DomainError)
    return {
      status: error.status,
      code: error.code,
      message: error.message,
      fields: error.options.fields,
      extra: error.options.extra,
      retryAfter: error.options.retryAfter,
    }
  if (error instanceof vine.E_VALIDATION_ERROR) return describeValidation(error.messages)
  if (error instanceof core.E_ROUTE_NOT_FOUND) return describeUnknownRoute(ctx)
  return describeByStatus(wasCut(error, ctx) ? 400 : statusOf(error))
}

/** Who hangs up in the middle of a body hears no answer; whatever fails then is no error of ours. */
function wasCut(error: unknown, { request: { request } }: HttpContext): boolean {
  const { type } = (error ?? {}) as { type?: unknown }
  return request.readableAborted && (!request.complete || type === 'stream.not.readable')
}

function describeValidation(messages: { field: string; message: string }[]): DescribedError {
  const fields: Record<string, string[]> = {}
  for (const { field, message } of messages) (fields[field] ??= []).push(message)
  return {
    status: 400,
    code: 'VALIDATION_ERROR',
    message: messages[0]?.message ?? '提交的内容不正确',
    fields,
  }
}

/** A path that exists for other methods is 405; everything else is 404. */
function describeUnknownRoute(ctx: HttpContext): DescribedError {
  const path = ctx.request.url()
  const allow = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    router.match(path, method, false)
  )
  if (allow.length === 0) return describeByStatus(404)
  return { status: 405, code: 'METHOD_NOT_ALLOWED', message: '不支持这种操作方式', allow }
}

/** What zlib and brotli say of content that is none of theirs. */
const BROKEN_COMPRESSION = /^(Z_(DATA|BUF|STREAM)_ERROR|Z_NEED_DICT|ERR__ERROR_\w+)$/

function statusOf(error: unknown): number {
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown }
  /** a body whose compression is broken or of another kind than announced */
  if (typeof code === 'string' && BROKEN_COMPRESSION.test(code)) return 400
  /** the body parser's word for JSON that is no object */
  if (status === 422) return 400
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500
}

const BY_STATUS: Record<number, [ErrorCode, string]> = {
  400: ['VALIDATION_ERROR', '请求的内容无法识别'],
  401: ['UNAUTHORIZED', '请先登录'],
  403: ['FORBIDDEN', '没有权限进行此操作'],
  404: ['NOT_FOUND', '内容不存在或已被删除'],
  405: ['METHOD_NOT_ALLOWED', '不支持这种操作方式'],
  413: ['VALIDATION_ERROR', '提交的内容太大'],
  415: ['VALIDATION_ERROR', '不支持这种内容格式'],
  429: ['RATE_LIMIT_EXCEEDED', '操作太频繁，请稍后再试'],
}

function describeByStatus(status: number): DescribedError {
  const [code, message] =
    BY_STATUS[status] ??
    (status < 500 ? BY_STATUS[400] : (['INTERNAL_ERROR', '服务器开小差了，请稍后再试'] as const))
  return { status, code, message }
}
