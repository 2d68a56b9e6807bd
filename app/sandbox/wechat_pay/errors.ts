import { json, type Answer } from '#sandbox/http/exchange'

/** The HTTP status that belongs to each code, and its usual text. */
const CODES: Record<string, [number, string]> = {
  PARAM_ERROR: [400, '参数错误'],
  INVALID_REQUEST: [400, '无效请求'],
  APPID_MCHID_NOT_MATCH: [400, 'AppID和mchid不匹配'],
  MCH_NOT_EXISTS: [400, '商户号不存在'],
  ORDERPAID: [400, '该订单已支付'],
  ORDER_CLOSED: [400, '订单已关闭'],
  OPENID_MISMATCH: [400, 'openid和appid不匹配'],
  SIGN_ERROR: [401, '签名错误'],
  NO_AUTH: [403, '商户无权限'],
  NOT_ENOUGH: [403, '基本账户余额不足，请充值后重新发起'],
  OUT_TRADE_NO_USED: [403, '商户订单号重复'],
  RULE_LIMIT: [403, '业务规则限制'],
  TRADE_ERROR: [403, '交易错误'],
  ACCOUNT_ERROR: [403, '账号异常'],
  USER_ACCOUNT_ABNORMAL: [403, '用户账户异常或注销'],
  REQUEST_BLOCKED: [403, '请求受阻'],
  ORDER_NOT_EXIST: [404, '订单不存在'],
  RESOURCE_NOT_EXISTS: [404, '查询的资源不存在'],
  NOT_FOUND: [404, '请求的资源不存在'],
  REQUEST_TOO_LARGE: [413, '请求体过大'],
  FREQUENCY_LIMITED: [429, '频率限制'],
  SYSTEM_ERROR: [500, '系统异常，请用相同参数重新调用'],
  BANK_ERROR: [500, '银行系统异常'],
  USERPAYING: [202, '用户支付中，需要输入密码'],
}

export interface Detail {
  field?: string
  value?: unknown
  issue?: string
  location?: 'body' | 'url' | 'header'
}

/** A refusal of the pay API: a code of its documentation and, when a field is at fault, which one and why. */
export class PayError extends Error {
  readonly status: number

  constructor(
    readonly code: string,
    message?: string,
    readonly detail: Detail | null = null
  ) {
    super(message ?? CODES[code]?.[1] ?? code)
    this.status = CODES[code]?.[0] ?? 400
  }

  toAnswer(): Answer {
    return errorAnswer(this.status, this.code, this.message, this.detail)
  }
}

/** The body of a refusal. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  detail: Detail | null = null
): Answer {
  return json(status, detail === null ? { code, message } : { code, message, detail })
}
