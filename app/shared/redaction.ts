/** Fields that never reach a log line, at the top level and one level down. Rule: docs/rules/logs.md */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'access',
  'refresh',
  'signature',
  'paySign',
  'prepay_id',
  'openid',
  'session_key',
  'ciphertext',
  /** where PostgreSQL quotes the row that it refused */
  'detail',
  'where',
]

export const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`])

/** `13900000042` becomes `139****0042`; whatever is no phone number is hidden whole. */
export function maskPhone(phone: string): string {
  return /^\+?\d{7,15}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****'
}
