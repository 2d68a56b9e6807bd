import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  auditedFacts,
  COMPANY,
  FIELDS,
  type Company,
  type CompanyFields,
  type LockedCompany,
} from '#customers/company'
import { certificationStatus } from '#customers/certification_status'
import { notEditable } from '#customers/certification_refusals'
import { given } from '#customers/given'
import { audit } from '#shared/audit'
import { row } from '#shared/rows'
import type { Viewer } from '#shared/viewer'

/** Keys that are absent from `:fields` keep the value of the row. */
const UPDATE = `
  update company_infos c set
    (${FIELDS.join(', ')}) = (select ${FIELDS.map((field) => `n.${field}`).join(', ')}
      from jsonb_populate_record(c, :fields::jsonb) n),
    status = 'pending', reject_reason = '', approved_at = null, reviewed_by_id = null,
    reviewed_at = null, updated_at = now()
  where id = :id
  returning ${COMPANY}`

/**
 * Writes the changes of a locked certification and puts it under review again. What was decided about
 * the earlier version is cleared; the audit log keeps it. Rule: docs/rules/certification.md
 *
 * @throws DomainError BUSINESS_ERROR while it is under review or approved
 */
export async function resubmitCompany(
  locked: LockedCompany,
  changes: Partial<CompanyFields>,
  by: Viewer,
  trx: TransactionClientContract
): Promise<Company> {
  if (!certificationStatus.allows(locked.status, 'pending')) throw notEditable(locked.status)
  const fields = given(changes)
  const company = await row<Company>(UPDATE, { id: locked.id, fields: JSON.stringify(fields) }, trx)
  if (!company) throw new Error('A locked certification cannot be gone')
  await audit(
    {
      event: 'certification_resubmitted',
      by,
      entity: 'company_info',
      entityId: company.id,
      before: auditedFacts(locked),
      after: auditedFacts(company),
    },
    trx
  )
  return company
}
