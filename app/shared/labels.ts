import type { TagColor } from '#shared/status_table'

export type UserRole = 'individual' | 'dealer' | 'support' | 'admin'
export const USER_ROLES: Record<UserRole, { label: string; color: TagColor }> = {
  individual: { label: '个人用户', color: 'gray' },
  dealer: { label: '经销商', color: 'green' },
  support: { label: '客服', color: 'blue' },
  admin: { label: '管理员', color: 'red' },
}

export type CompanyStatus = 'pending' | 'withdrawn' | 'approved' | 'rejected'
export const COMPANY_STATUSES: Record<CompanyStatus, { label: string; color: TagColor }> = {
  pending: { label: '待审核', color: 'orange' },
  withdrawn: { label: '已撤回', color: 'gray' },
  approved: { label: '已审核', color: 'green' },
  rejected: { label: '已拒绝', color: 'red' },
}

export type CategoryLevel = 'major' | 'minor' | 'item'
export const CATEGORY_LEVELS: Record<CategoryLevel, string> = {
  major: '品类',
  minor: '子品类',
  item: '品项',
}

export type ProductSource = 'local' | 'haier'
export const PRODUCT_SOURCES: Record<ProductSource, { label: string; color: TagColor }> = {
  local: { label: '本地', color: 'gray' },
  haier: { label: '海尔', color: 'blue' },
}

export type PaymentMethod = 'wechat' | 'alipay' | 'bank'
export const PAYMENT_METHODS: Record<PaymentMethod | 'credit' | 'unknown', string> = {
  wechat: '微信支付',
  alipay: '支付宝',
  bank: '银行卡',
  credit: '信用支付',
  unknown: '未支付',
}

/** How far the supplier's part of an order is. */
export const SUPPLY_STATES: Record<string, { label: string; color: TagColor }> = {
  none: { label: '未推送', color: 'orange' },
  queued: { label: '推送中', color: 'blue' },
  sending: { label: '推送中', color: 'blue' },
  sent: { label: '已推送', color: 'cyan' },
  confirmed: { label: '平台已确认', color: 'green' },
  send_failed: { label: '推送失败', color: 'red' },
  refused: { label: '推送失败', color: 'red' },
  out_of_stock: { label: '缺货', color: 'red' },
  dispatched: { label: '已发出', color: 'cyan' },
  delivered: { label: '已送达', color: 'green' },
  cancel_queued: { label: '取消中', color: 'orange' },
  cancel_sent: { label: '取消中', color: 'orange' },
  cancelled: { label: '已取消', color: 'gray' },
  cancel_refused: { label: '取消被拒', color: 'red' },
  partly_cancelled: { label: '部分取消', color: 'red' },
}

/** Who may act for the shop. */
export function isStaffRole(role: string): boolean {
  return role === 'admin' || role === 'support'
}
