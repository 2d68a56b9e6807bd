import { json, type Answer } from '#sandbox/http/exchange'

const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
}

/** A refusal of the mini-program API; the answer is HTTP 200 all the same. */
export class WechatError extends Error {
  /** `detail` follows the usual text, as in "argument invalid! data.thing1.value invalid" */
  constructor(
    readonly errcode: number,
    detail = ''
  ) {
    super(`${MESSAGES[errcode] ?? `error ${errcode}`} ${detail}`.trim())
  }
}

/** The body of a refusal; `rid` is the trace id that the vendor's support asks for. */
export function refusal(errcode: number, rid: string, message?: string): Answer {
  const text = message ?? MESSAGES[errcode] ?? `error ${errcode}`
  return json(200, { errcode, errmsg: `${text}, rid: ${rid}` }, 'text/plain')
}
