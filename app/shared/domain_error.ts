/** Codes that clients, logs and tests may rely on. Rule: docs/rules/errors.md */
export type ErrorCode =
  | 'VALIDATION_ERROR'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'RATE_LIMIT_EXCEEDED'
  | 'BUSINESS_ERROR'
  | 'INSUFFICIENT_STOCK'
  | 'INVALID_ORDER_STATUS'
  | 'PAYMENT_VERIFICATION_FAILED'
  | 'DUPLICATE_PAYMENT'
  | 'INVALID_PAYMENT_AMOUNT'
  | 'PAYMENT_NOT_STARTABLE'
  | 'PAYMENT_UNAVAILABLE'
  | 'CREDIT_NOT_AVAILABLE'
  | 'SUPPLIER_API_ERROR'
  | 'SUPPLIER_AUTH_FAILED'
  | 'RESOURCE_CONFLICT'
  | 'INVALID_FILE'
  | 'ADDRESS_UNRESOLVED'
  | 'WECHAT_CODE_INVALID'
  | 'WECHAT_UNAVAILABLE'
  | 'INTERNAL_ERROR'

/**
 * A rule of the shop said no. The message is Chinese and made for the person who asked; nothing from
 * the inside is in it. The HTTP layer turns it into the error envelope, pages into a notice.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: {
      /** HTTP status; 400 unless said otherwise */
      status?: number
      /** field name to messages, for forms */
      fields?: Record<string, string[]>
      /** further keys of the JSON answer, e.g. `available` */
      extra?: Record<string, unknown>
      /** whole seconds after which a repeat makes sense */
      retryAfter?: number
    } = {}
  ) {
    super(message)
    this.name = 'DomainError'
  }

  get status(): number {
    return this.options.status ?? 400
  }
}

/** Unknown and foreign records look the same from outside. */
export function notFound(message = '内容不存在或已被删除'): DomainError {
  return new DomainError('NOT_FOUND', message, { status: 404 })
}

/** One field is wrong; the message is the sentence that the person reads. */
export function invalid(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { fields: { [field]: [message] } })
}
