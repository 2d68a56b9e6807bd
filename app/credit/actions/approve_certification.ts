import db from '@adonisjs/lucid/services/db'
import { openCreditAccount } from '#credit/actions/open_credit_account'
import { recordApproval } from '#customers/actions/record_approval'
import type { Company } from '#customers/company'
import type { Actor } from '#shared/actor'

/**
 * Approves a company, in one transaction: status and reviewer, the role of a dealer, a credit account
 * without credit, a notice. Staff keep their role and get no account. It stands here because the
 * customers' domain does not know credit. For administrators. Rule: docs/rules/certification.md
 *
 * @throws DomainError NOT_FOUND; RESOURCE_CONFLICT 409 when it is no longer under review
 */
export function approveCertification(id: number, by: Actor): Promise<Company> {
  return db.transaction(async (trx) => {
    const { company, userId, isDealer } = await recordApproval(id, by, trx)
    if (isDealer) await openCreditAccount(userId, by, trx)
    return company
  })
}
