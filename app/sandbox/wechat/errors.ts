import { json, type Answer } from '#sandbox/http/exchange'

const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40029: 'invalid code',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  42001: 'access_token expired',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
}

/** A refusal of the mini-program API; the answer is HTTP 200 all the same. */
export class WechatError extends Error {
  constructor(readonly errcode: number) {
    super(MESSAGES[errcode] ?? `error ${errcode}`)
  }
}

/** The body of a refusal; `rid` is the trace id that the vendor's support asks for. */
export function refusal(errcode: number, rid: string, message?: string): Answer {
  const text = message ?? MESSAGES[errcode] ?? `error ${errcode}`
  return json(200, { errcode, errmsg: `${text}, rid: ${rid}` }, 'text/plain')
}
