import type { ErrorCode } from '#shared/domain_error'

/** What a code means to who builds a client, and a sentence that may stand with it. */
export const ERROR_CODES: Record<ErrorCode, { meaning: string; message?: string }> = {
  VALIDATION_ERROR: { meaning: '内容不符合要求，errors 指出字段' },
  UNAUTHORIZED: { meaning: '没有令牌，或令牌已失效' },
  FORBIDDEN: { meaning: '已登录，但没有权限' },
  NOT_FOUND: { meaning: '不存在，或属于别人' },
  METHOD_NOT_ALLOWED: { meaning: '路径存在，但不支持这种方法' },
  RATE_LIMIT_EXCEEDED: { meaning: '请求太频繁，retry_after 秒后再试' },
  BUSINESS_ERROR: { meaning: '业务规则不允许', message: '当前状态不能进行此操作' },
  INSUFFICIENT_STOCK: { meaning: '库存不足', message: '库存不足，仅剩 3 件' },
  INVALID_ORDER_STATUS: { meaning: '订单状态不允许', message: '订单当前状态不能进行此操作' },
  PAYMENT_VERIFICATION_FAILED: { meaning: '支付信息核对不符', message: '支付信息核对不符' },
  DUPLICATE_PAYMENT: { meaning: '已经付过款', message: '订单已支付，请勿重复付款' },
  INVALID_PAYMENT_AMOUNT: { meaning: '金额与订单不符', message: '支付金额与订单应付金额不一致' },
  PAYMENT_NOT_STARTABLE: {
    meaning: '这次支付已经结束，需要新建支付',
    message: '该支付已结束，不可继续，请重新发起支付',
  },
  PAYMENT_UNAVAILABLE: { meaning: '微信支付无法使用', message: '支付暂时无法使用，请稍后再试' },
  CREDIT_NOT_AVAILABLE: { meaning: '不能使用信用支付', message: '可用额度不足，请换用在线支付' },
  SUPPLIER_API_ERROR: { meaning: '供应商接口出错', message: '供应商暂时无法响应，请稍后再试' },
  SUPPLIER_AUTH_FAILED: { meaning: '供应商鉴权失败', message: '供应商暂时无法响应，请稍后再试' },
  RESOURCE_CONFLICT: {
    meaning: '与现有数据冲突，或同一个 Idempotency-Key 用于别的内容',
    message: '内容与之前提交的不同，请刷新后重试',
  },
  INVALID_FILE: { meaning: '文件不能使用', message: '请上传 JPG、PNG、GIF、WebP 或 BMP 图片' },
  ADDRESS_UNRESOLVED: { meaning: '地址无法识别', message: '收货地址无法识别，请修改后再试' },
  WECHAT_CODE_INVALID: { meaning: '微信不认可登录凭证', message: '微信登录失败，请重试' },
  WECHAT_UNAVAILABLE: { meaning: '微信登录无法使用', message: '微信登录暂时不可用，请稍后再试' },
  INTERNAL_ERROR: { meaning: '服务器内部错误' },
}

/** What a status means, and the code that usually comes with it. */
export const STATUSES: Record<
  number,
  { meaning: string; code: ErrorCode; message: string } | undefined
> = {
  400: { meaning: '内容不符合要求', code: 'VALIDATION_ERROR', message: '请求的内容无法识别' },
  401: { meaning: '没有登录或登录已过期', code: 'UNAUTHORIZED', message: '登录已过期，请重新登录' },
  403: { meaning: '没有权限', code: 'FORBIDDEN', message: '没有权限进行此操作' },
  404: { meaning: '不存在或属于别人', code: 'NOT_FOUND', message: '内容不存在或已被删除' },
  409: {
    meaning: '与当前状态冲突',
    code: 'RESOURCE_CONFLICT',
    message: '内容已被修改，请刷新后重试',
  },
  413: { meaning: '内容太大', code: 'VALIDATION_ERROR', message: '提交的内容太大' },
  415: { meaning: '内容格式不支持', code: 'VALIDATION_ERROR', message: '不支持这种内容格式' },
  429: { meaning: '请求太频繁', code: 'RATE_LIMIT_EXCEEDED', message: '操作太频繁，请稍后再试' },
  500: { meaning: '服务器内部错误', code: 'INTERNAL_ERROR', message: '服务器开小差了，请稍后再试' },
  502: { meaning: '外部系统出错', code: 'SUPPLIER_API_ERROR', message: '外部系统出错，请稍后再试' },
  503: {
    meaning: '外部系统不可用',
    code: 'SUPPLIER_API_ERROR',
    message: '服务暂时不可用，请稍后再试',
  },
}
