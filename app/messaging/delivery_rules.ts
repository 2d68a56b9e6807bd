import type { Failure, Outcome, Rejected } from '#integrations/outcome'
import type { SubscribeRefusal } from '#integrations/wechat/subscribe_message'

/** What becomes of a notification after a try to send it. */
export type Settlement =
  | { end: 'sent' }
  /** for good; `refused`: the customer accepted no further message */
  | { end: 'failed'; error: string; refused?: true; unclear?: true }
  /** again in so many seconds; `counts` is false when nothing was tried, `unclear` when it may be out */
  | { end: 'later'; seconds: number; error: string; counts: boolean; unclear?: true }

/** Seconds before each further try: five of them, the last a good quarter of an hour after the first. */
const DELAYS = [5, 20, 60, 180, 600]
/** WeChat cannot be asked whether a message went out, so a lost answer is risked once more and no oftener. */
const MOST_UNCLEAR = 2
const LONGEST_POSTPONEMENT = 60

/**
 * Decides by the outcome of the try and what was tried before. `random` (0 to 1) spreads the further
 * tries by a fifth to either side. Rule: docs/rules/notifications.md
 */
export function settlementOf(
  outcome: Outcome<unknown>,
  tried: { attempts: number; unclear_attempts: number },
  random: number
): Settlement {
  if (outcome.outcome === 'ok') return { end: 'sent' }
  if (outcome.outcome === 'rejected') return refusal(outcome, tried.unclear_attempts > 1)
  if (outcome.outcome === 'unavailable' && outcome.reason === 'breaker_open')
    return {
      end: 'later',
      seconds: Math.min(outcome.retryAfterSeconds ?? LONGEST_POSTPONEMENT, LONGEST_POSTPONEMENT),
      error: '微信接口暂停调用',
      counts: false,
    }

  const unclear = outcome.outcome === 'unknown' ? ({ unclear: true } as const) : {}
  const error = sentence(outcome)
  const delay = DELAYS[tried.attempts - 1]
  if (delay === undefined || (unclear.unclear && tried.unclear_attempts >= MOST_UNCLEAR))
    return { end: 'failed', error, ...unclear }
  const wanted = Math.round(delay * (0.8 + 0.4 * random))
  const told = outcome.outcome === 'unavailable' ? (outcome.retryAfterSeconds ?? 0) : 0
  return { end: 'later', seconds: Math.max(wanted, told), error, counts: true, ...unclear }
}

const REFUSALS: Record<SubscribeRefusal, string> = {
  wechat_not_subscribed: '客户没有授权这类消息，或授权已用完',
  wechat_openid_invalid: '客户的微信身份无效',
  wechat_template_invalid: '模板编号不正确，请检查 WECHAT_SUBSCRIBE_TEMPLATES',
  wechat_page_invalid: '页面路径不正确，请检查小程序的页面',
  wechat_field_invalid: '不符合模板的要求，请检查模板与字段的对应',
  wechat_request_invalid: '请求格式有误，请联系开发人员',
}

/** After a lost answer, "not subscribed" may also mean that the lost message used the acceptance up. */
function refusal({ code, message, trace }: Rejected, mayBeOut: boolean): Settlement {
  const known = REFUSALS[code as SubscribeRefusal] ?? '微信不接受这条消息'
  const field = code === 'wechat_field_invalid' ? `字段 ${fieldIn(message)} ` : ''
  const error = `${trace?.vendorCode ?? code}：${field}${known}`
  if (code !== 'wechat_not_subscribed') return { end: 'failed', error }
  const doubt = mayBeOut ? '；上一次发送没有得到回答，客户可能已经收到' : ''
  return { end: 'failed', error: error + doubt, refused: true }
}

function fieldIn(message: string): string {
  return /\bdata\.([a-z_]+\d*)/.exec(message)?.[1] ?? '（未指明）'
}

function sentence({ outcome, code, trace }: Failure): string {
  const cause = trace?.vendorCode ?? code
  if (outcome === 'auth')
    return `微信不接受小程序的凭据（${cause}），请检查 AppID、密钥和 IP 白名单`
  if (outcome === 'unknown') return `微信没有回答（${cause}），消息可能已经送达`
  return `暂时无法连接微信（${cause}）`
}
