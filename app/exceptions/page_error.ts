import type { HttpContext } from '@adonisjs/core/http'
import type { DescribedError } from '#exceptions/describe_error'
import { DomainError } from '#shared/domain_error'
import { isFragment } from '#transformers/console_page'

const TITLES: Record<number, string> = {
  403: '无权访问',
  404: '页面不存在或已被删除',
  409: '内容已被修改',
  429: '操作太频繁',
}

/**
 * An error as a page, or for a fragment as a status with one sentence in `X-Message`. The page is a
 * bare one: for unknown addresses no session exists, so the console's layout cannot be used.
 */
export async function answerPageError(described: DescribedError, cause: unknown, ctx: HttpContext) {
  const { response, request } = ctx
  const error = sessionEnded(cause, ctx) ? SIGN_IN_AGAIN : described
  const message = sentence(error, cause)
  const requestId = error.status >= 500 ? (request.id() ?? '') : ''
  if (error.retryAfter) response.header('retry-after', String(error.retryAfter))
  if (error.allow) response.header('allow', error.allow.join(', '))
  response.header('cache-control', 'no-store').status(error.status)

  if (isFragment(ctx)) {
    response.header('x-message', encodeURIComponent(message))
    return response.type('text').send(message)
  }
  /** A redirect keeps a status that was set before it. */
  if (error.status === 401) return response.status(303).redirect().toPath(signInPath(ctx))
  return response.send(
    await ctx.view.render('errors/page', {
      status: error.status,
      title: TITLES[error.status] ?? (error.status >= 500 ? '服务器开小差了' : '无法完成操作'),
      message,
      requestId,
    })
  )
}

const SIGN_IN_AGAIN: DescribedError = {
  status: 401,
  code: 'UNAUTHORIZED',
  message: '登录状态已失效，请再次登录',
}

/** The token of a form cannot fit when the session that it belonged to is over. */
function sessionEnded(cause: unknown, ctx: HttpContext): boolean {
  return codeOf(cause) === 'E_BAD_CSRF_TOKEN' && !ctx.session?.has('auth_web')
}

function codeOf(cause: unknown): unknown {
  return (cause as { code?: unknown } | null)?.code
}

function sentence({ message, status, retryAfter }: DescribedError, cause: unknown): string {
  if (status !== 401 && codeOf(cause) === 'E_BAD_CSRF_TOKEN')
    return '页面停留太久，已失效。请返回上一页刷新后再试一次。'
  if (status === 404 && !(cause instanceof DomainError))
    return '请检查地址是否完整，或从首页重新进入。'
  if (status === 429 && retryAfter) return `操作太频繁，请 ${retryAfter} 秒后再试`
  return message
}

/** Back to where the form stood, which is an address of ours or nothing. */
function signInPath({ request }: HttpContext): string {
  const referrer = request.header('referer') ?? ''
  const url = URL.canParse(referrer) ? new URL(referrer) : null
  const back = url?.host === request.host() ? url?.pathname : ''
  const local = back?.startsWith('/merchant/') && back !== '/merchant/login'
  return local ? `/merchant/login?next=${encodeURIComponent(back ?? '')}` : '/merchant/login'
}
