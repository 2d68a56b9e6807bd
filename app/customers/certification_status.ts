import { COMPANY_STATUSES, type CompanyStatus } from '#shared/labels'
import { statusMachine, type StatusTable } from '#shared/status_table'

/** Every way a certification may go. Rule: docs/rules/certification.md */
export const certificationStatus = statusMachine<CompanyStatus>({
  pending: { ...COMPANY_STATUSES.pending, next: ['withdrawn', 'approved', 'rejected'] },
  withdrawn: { ...COMPANY_STATUSES.withdrawn, next: ['pending'] },
  rejected: { ...COMPANY_STATUSES.rejected, next: ['pending'] },
  approved: { ...COMPANY_STATUSES.approved, next: [] },
} satisfies StatusTable<CompanyStatus>)
