import { randomBytes } from 'node:crypto'
import { row, rows } from '#shared/rows'
import type { CompanyStatus } from '#shared/labels'
import { signedInShopper } from '#tests/helpers/shoppers'

export const PATH = '/api/company-info/'

/** A complete application; the licence is another one each time. */
export function application(changes: Record<string, unknown> = {}) {
  return {
    company_name: '演示电器有限公司',
    business_license: `DEMO-${randomBytes(6).toString('hex')}`,
    legal_representative: '张三',
    contact_person: '李四',
    contact_phone: '13800000001',
    contact_email: 'demo@example.com',
    province: '浙江省',
    city: '杭州市',
    district: '临平区',
    detail_address: '星河路12号',
    business_scope: '家用电器批发、零售及安装',
    ...changes,
  }
}

/** A signed-in customer whose certification stands in this status. */
export async function applicant(
  status: CompanyStatus = 'pending',
  attributes: Parameters<typeof signedInShopper>[0] = {}
) {
  const shopper = await signedInShopper(attributes)
  const company = await row<{ id: number; business_license: string }>(
    `insert into company_infos (user_id, company_name, business_license, legal_representative,
       contact_person, contact_phone, contact_email, status, reject_reason, approved_at)
     values (:userId, '演示电器有限公司', :license, '张三', '李四', '13800000001', 'demo@example.com', :status,
       case when :status = 'rejected' then '营业执照不清晰' else '' end,
       case when :status = 'approved' then now() end)
     returning id, business_license`,
    { userId: shopper.user.id, license: `DEMO-${randomBytes(6).toString('hex')}`, status }
  )
  if (!company) throw new Error('the certification was not inserted')
  return { ...shopper, company, own: `${PATH}${company.id}/` }
}

export async function statusOf(companyId: number): Promise<string | undefined> {
  const found = await row<{ status: string }>('select status from company_infos where id = ?', [
    companyId,
  ])
  return found?.status
}

/** The audit lines about a record, oldest first. */
export function auditOf(entity: string, entityId: number) {
  return rows<{
    event: string
    actor_id: number | null
    before: Record<string, unknown> | null
    after: Record<string, unknown> | null
    reason: string
  }>(
    `select event, actor_id, before, after, reason from audit_logs
     where entity = ? and entity_id = ? order by id`,
    [entity, entityId]
  )
}

export function noticesOf(userId: number) {
  return rows<{ type: string; title: string; content: string; metadata: Record<string, unknown> }>(
    `select type, title, content, metadata from notifications where user_id = ? order by id`,
    [userId]
  )
}

export function accountsOf(userId: number) {
  return rows<{
    credit_limit: string
    payment_term_days: number
    outstanding_debt: string
    is_active: boolean
  }>(
    `select credit_limit::text, payment_term_days, outstanding_debt::text, is_active
     from credit_accounts where user_id = ?`,
    [userId]
  )
}
