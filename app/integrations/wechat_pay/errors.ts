/** Codes we act on, in the spelling used throughout the shop. */
const KNOWN = [
  'ACCOUNT_ERROR',
  'APPID_MCHID_NOT_MATCH',
  'BANK_ERROR',
  'FREQUENCY_LIMITED',
  'INVALID_REQUEST',
  'MCH_NOT_EXISTS',
  'NO_AUTH',
  'NOT_ENOUGH',
  'OPENID_MISMATCH',
  'ORDER_CLOSED',
  'ORDER_NOT_EXIST',
  'ORDER_PAID',
  'OUT_TRADE_NO_USED',
  'PARAM_ERROR',
  'REQUEST_BLOCKED',
  'RESOURCE_NOT_EXISTS',
  'RULE_LIMIT',
  'SIGN_ERROR',
  'SYSTEM_ERROR',
  'TRADE_ERROR',
  'USER_ACCOUNT_ABNORMAL',
  'USER_PAYING',
] as const

export type WechatPayCode = (typeof KNOWN)[number]

const squeezed = (code: string) => code.toUpperCase().replaceAll('_', '')
const SPELLING = new Map<string, WechatPayCode>(KNOWN.map((code) => [squeezed(code), code]))

/**
 * One spelling for WeChat's codes, which appear as `ORDERNOTEXIST` and as `ORDER_NOT_EXIST`. Codes
 * that we do not know keep their own, in upper case. Rule: docs/rules/payments.md
 */
export function canonicalCode(code: string): string {
  return SPELLING.get(squeezed(code)) ?? code.toUpperCase()
}

/** Our credentials or the merchant's set-up are wrong: no request of any kind can work. */
export const CREDENTIAL_CODES: readonly string[] = [
  'SIGN_ERROR',
  'APPID_MCHID_NOT_MATCH',
  'MCH_NOT_EXISTS',
] satisfies WechatPayCode[]

/** The other side failed half-way, whatever the HTTP status: something may have happened. */
export const INTERNAL_CODES: readonly string[] = [
  'SYSTEM_ERROR',
  'BANK_ERROR',
] satisfies WechatPayCode[]
