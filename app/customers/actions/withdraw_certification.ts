import db from '@adonisjs/lucid/services/db'
import { moveCertification } from '#customers/actions/move_certification'
import { lockCompany, type Company } from '#customers/company'
import { notWithdrawable } from '#customers/certification_refusals'
import type { Actor } from '#shared/actor'

/**
 * Takes an application back while it is under review. An administrator may do so for a customer
 * (`ownerId` null). Rule: docs/rules/certification.md
 *
 * @throws DomainError NOT_FOUND; BUSINESS_ERROR unless it is under review
 */
export function withdrawCertification(
  wanted: { id: number; ownerId: number | null },
  by: Actor
): Promise<Company> {
  return db.transaction(async (trx) => {
    const { company } = await lockCompany(wanted, trx)
    return moveCertification(company, { to: 'withdrawn', by, refusal: notWithdrawable }, trx)
  })
}
