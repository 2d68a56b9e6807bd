import type { Failure } from '#integrations/outcome'
import { DomainError } from '#shared/domain_error'

/**
 * What the shopper is told when WeChat does not sign them in. A no about the code carries WeChat's
 * own `errcode` and `errmsg`: the mini-program then calls `wx.login` again. Rule: docs/rules/customers.md
 */
export function signInRefusal(failure: Failure): DomainError {
  if (failure.outcome === 'rejected' && failure.code === 'wechat_user_blocked')
    return new DomainError('FORBIDDEN', '该微信账号存在风险，暂时无法登录', {
      status: 403,
      extra: vendorFacts(failure),
    })
  if (failure.outcome === 'rejected')
    return new DomainError('WECHAT_CODE_INVALID', '登录凭证已失效，请重新登录', {
      extra: vendorFacts(failure),
    })
  if (failure.outcome === 'unavailable' && failure.reason === 'rate_limited')
    return new DomainError('RATE_LIMIT_EXCEEDED', '登录人数较多，请一分钟后再试', {
      status: 429,
      retryAfter: failure.retryAfterSeconds ?? 60,
    })
  return new DomainError('WECHAT_UNAVAILABLE', '微信登录暂时不可用，请稍后再试', { status: 503 })
}

function vendorFacts({ code, message, trace }: Failure) {
  return { reason: code, errcode: Number(trace?.vendorCode ?? 0), errmsg: message }
}
