import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { auditedFacts, COMPANY, type Company, type LockedCompany } from '#customers/company'
import { certificationStatus } from '#customers/certification_status'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import type { DomainError } from '#shared/domain_error'
import type { CompanyStatus } from '#shared/labels'
import { row } from '#shared/rows'

const UPDATE = `
  update company_infos c set
    status = :to, reject_reason = :reason, updated_at = now(),
    approved_at = case when :to = 'approved' then now() end,
    reviewed_by_id = case when :to = 'withdrawn' then null else :reviewer::bigint end,
    reviewed_at = case when :to = 'withdrawn' then null else now() end
  where id = :id
  returning ${COMPANY}`

/**
 * Ends the review of a locked certification one way or another: the only place where `status` leaves
 * `pending`. Rule: docs/rules/certification.md
 */
export async function moveCertification(
  locked: LockedCompany,
  move: {
    to: Exclude<CompanyStatus, 'pending'>
    /** shown to the customer; for a rejection only */
    reason?: string
    by: Actor
    refusal: (status: CompanyStatus) => DomainError
  },
  trx: TransactionClientContract
): Promise<Company> {
  const { to, by, reason = '' } = move
  if (!certificationStatus.allows(locked.status, to)) throw move.refusal(locked.status)
  const company = await row<Company>(UPDATE, { id: locked.id, to, reason, reviewer: by.id }, trx)
  if (!company) throw new Error('A locked certification cannot be gone')
  await audit(
    {
      event: `certification_${to}`,
      by,
      entity: 'company_info',
      entityId: locked.id,
      before: { status: locked.status },
      after: auditedFacts(company),
      reason,
    },
    trx
  )
  return company
}
