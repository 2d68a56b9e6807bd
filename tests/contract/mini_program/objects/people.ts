import {
  count,
  filledText,
  flag,
  id,
  instant,
  list,
  map,
  moneyS,
  nullable,
  object,
  oneOf,
  text,
  url,
  urlOrNone,
} from '../shapes.js'

const role = oneOf('individual', 'dealer', 'support', 'admin')
const companyStatus = oneOf('pending', 'withdrawn', 'approved', 'rejected')

const person = {
  id,
  username: filledText,
  avatar_url: urlOrNone,
  phone: nullable(text),
  email: nullable(text),
  role,
  has_company_info: flag,
  company_status: nullable(companyStatus),
  company_name: nullable(text),
}

/** 8.2 */
export const profile = object(person)

/** 8.1 */
export const user = object({
  ...person,
  is_staff: flag,
  is_active: flag,
  date_joined: instant,
  last_login_at: nullable(instant),
  orders_count: count,
  completed_orders_count: count,
  company_info: nullable(object({ company_name: text, status: companyStatus })),
})

/** 9.1 */
export const signIn = object({ access: filledText, refresh: filledText, user })

/** 8.3 */
export const address = object({
  id,
  contact_name: filledText,
  phone: filledText,
  province: filledText,
  city: filledText,
  district: filledText,
  detail: filledText,
  is_default: flag,
})

/** 8.4 */
export const companyInfo = object({
  id,
  company_name: filledText,
  business_license: filledText,
  legal_representative: filledText,
  contact_person: filledText,
  contact_phone: filledText,
  contact_email: nullable(text),
  province: text,
  city: text,
  district: text,
  detail_address: text,
  business_scope: text,
  reject_reason: text,
  status: companyStatus,
  created_at: instant,
  updated_at: instant,
  approved_at: nullable(instant),
})

const TYPES = ['payment', 'order', 'refund', 'return', 'statement', 'system']

/** 8.8 */
export const notification = object({
  id,
  title: filledText,
  content: filledText,
  type: oneOf(...TYPES),
  type_display: filledText,
  status: oneOf('pending', 'sent', 'failed'),
  status_display: oneOf('待发送', '已发送', '发送失败'),
  metadata: object(
    {},
    {
      page: filledText,
      order_id: id,
      order_number: filledText,
      payment_id: id,
      refund_id: id,
      return_request_id: id,
      statement_id: id,
      status: filledText,
      amount: moneyS,
      logistics_no: text,
      period_start: text,
      period_end: text,
      subscription_data: map(object({ value: text })),
    }
  ),
  created_at: instant,
  sent_at: nullable(instant),
  read_at: nullable(instant),
  is_read: flag,
})

/** 13.4 */
export const notificationStats = object({ unread_count: count, pending_count: count, total: count })

/** 13.5 */
export const subscribeTemplates = object({
  templates: list(object({ scene: oneOf(...TYPES), template_id: filledText, page: filledText })),
  default_page: filledText,
})

/** 8.14 */
export const mediaImage = object({
  id,
  url,
  file: url,
  original_name: text,
  content_type: filledText,
  size: count,
  created_at: instant,
})
