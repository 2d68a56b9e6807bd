import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { resubmitCompany } from '#customers/actions/resubmit_company'
import {
  auditedFacts,
  COMPANY,
  FIELDS,
  lockOwner,
  type Company,
  type CompanyFields,
} from '#customers/company'
import { staffCannotApply, withUniqueLicense } from '#customers/certification_refusals'
import { audit } from '#shared/audit'
import { isStaffRole } from '#shared/labels'
import { row } from '#shared/rows'
import type { Viewer } from '#shared/viewer'

/** What need not be filled in. */
const BLANK: Omit<CompanyFields, RequiredField> = {
  contact_email: null,
  province: '',
  city: '',
  district: '',
  detail_address: '',
  business_scope: '',
}
type RequiredField =
  'company_name' | 'business_license' | 'legal_representative' | 'contact_person' | 'contact_phone'

export type Application = Pick<CompanyFields, RequiredField> & Partial<CompanyFields>

const INSERT = `
  insert into company_infos as c (user_id, ${FIELDS.join(', ')})
  select :userId, ${FIELDS.map((field) => `n.${field}`).join(', ')}
  from jsonb_populate_record(null::company_infos, :fields::jsonb) n
  returning ${COMPANY}`

/**
 * Applies for a certification, or once more after a rejection or withdrawal. `created` tells the first
 * time. What is left out keeps its earlier value. Rule: docs/rules/certification.md
 *
 * @throws DomainError BUSINESS_ERROR while one is under review or approved, and for staff;
 *   VALIDATION_ERROR when the licence belongs to another account
 */
export function submitCertification(
  application: Application,
  by: Viewer
): Promise<{ company: Company; created: boolean }> {
  return withUniqueLicense(() =>
    db.transaction(async (trx) => {
      const { owner, company } = await lockOwner(by.id, trx)
      if (isStaffRole(owner.role)) throw staffCannotApply()
      if (!company) return { company: await create(application, by, trx), created: true }
      return { company: await resubmitCompany(company, application, by, trx), created: false }
    })
  )
}

async function create(
  application: Application,
  by: Viewer,
  trx: TransactionClientContract
): Promise<Company> {
  const fields = JSON.stringify({ ...BLANK, ...application })
  const company = await row<Company>(INSERT, { userId: by.id, fields }, trx)
  if (!company) throw new Error('An insert always answers its row')
  await audit(
    {
      event: 'certification_submitted',
      by,
      entity: 'company_info',
      entityId: company.id,
      after: auditedFacts(company),
    },
    trx
  )
  return company
}
