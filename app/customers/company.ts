import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notFound } from '#shared/domain_error'
import type { CompanyStatus, UserRole } from '#shared/labels'
import { row } from '#shared/rows'
import { instant } from '#shared/sql'

/** What a customer fills in; names are those of the columns. */
export interface CompanyFields {
  company_name: string
  business_license: string
  legal_representative: string
  contact_person: string
  contact_phone: string
  contact_email: string | null
  province: string
  city: string
  district: string
  detail_address: string
  business_scope: string
}

/** A certification as its owner sees it; instants are texts of JSON. */
export interface Company extends CompanyFields {
  id: number
  reject_reason: string
  status: CompanyStatus
  created_at: string
  updated_at: string
  approved_at: string | null
}

export const FIELDS: readonly (keyof CompanyFields)[] = [
  'company_name',
  'business_license',
  'legal_representative',
  'contact_person',
  'contact_phone',
  'contact_email',
  'province',
  'city',
  'district',
  'detail_address',
  'business_scope',
]

/** The columns of a company, for `select` and `returning`, with the table called `c`. */
export const COMPANY = `c.id, ${FIELDS.map((field) => `c.${field}`).join(', ')}, c.reject_reason,
  c.status, ${instant('c.created_at')} as created_at, ${instant('c.updated_at')} as updated_at,
  ${instant('c.approved_at')} as approved_at`

export interface LockedOwner {
  id: number
  role: UserRole
}

/** What decides whether a certification may move. */
export interface LockedCompany {
  id: number
  user_id: number
  company_name: string
  business_license: string
  status: CompanyStatus
}

type AuditedCompany = Pick<LockedCompany, 'status' | 'company_name' | 'business_license'>

/** What the audit log may hold of a certification: nothing about people. */
export function auditedFacts(company: AuditedCompany): Record<string, unknown> {
  return {
    status: company.status,
    company_name: company.company_name,
    business_license: company.business_license,
  }
}

/**
 * Changes of one person's certification happen one after the other, the first one included: the person
 * is locked, then the certification. The weak lock lets orders of the same person go on.
 */
export async function lockOwner(
  userId: number,
  trx: TransactionClientContract
): Promise<{ owner: LockedOwner; company: LockedCompany | null }> {
  const owner = await row<LockedOwner>(
    `select id, role from users where id = ? for no key update`,
    [userId],
    trx
  )
  if (!owner) throw notFound()
  const company = await row<LockedCompany>(
    `select id, user_id, company_name, business_license, status from company_infos
     where user_id = ? for update`,
    [userId],
    trx
  )
  return { owner, company }
}

/** The same, found by the certification. @throws DomainError NOT_FOUND also for those of others */
export async function lockCompany(
  wanted: { id: number; ownerId: number | null },
  trx: TransactionClientContract
): Promise<{ owner: LockedOwner; company: LockedCompany }> {
  const found = await row<{ user_id: number }>(
    `select user_id from company_infos
     where id = :id and (:ownerId::bigint is null or user_id = :ownerId)`,
    wanted,
    trx
  )
  const locked = found && (await lockOwner(found.user_id, trx))
  if (!locked?.company) throw notFound('企业认证信息不存在')
  return { owner: locked.owner, company: locked.company }
}
