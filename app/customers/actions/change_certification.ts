import db from '@adonisjs/lucid/services/db'
import { resubmitCompany } from '#customers/actions/resubmit_company'
import { lockCompany, type Company, type CompanyFields } from '#customers/company'
import { staffCannotApply, withUniqueLicense } from '#customers/certification_refusals'
import { isStaffRole } from '#shared/labels'
import type { Viewer } from '#shared/viewer'

/**
 * Corrects one's own rejected or withdrawn certification and submits it again; what is absent stays.
 * Rule: docs/rules/certification.md
 *
 * @throws DomainError NOT_FOUND; BUSINESS_ERROR while it is under review or approved, and for staff;
 *   VALIDATION_ERROR when the licence belongs to another account
 */
export function changeCertification(
  id: number,
  changes: Partial<CompanyFields>,
  by: Viewer
): Promise<Company> {
  return withUniqueLicense(() =>
    db.transaction(async (trx) => {
      const { owner, company } = await lockCompany({ id, ownerId: by.id }, trx)
      if (isStaffRole(owner.role)) throw staffCannotApply()
      return resubmitCompany(company, changes, by, trx)
    })
  )
}
