import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { moveCertification } from '#customers/actions/move_certification'
import { notUnderReview } from '#customers/certification_refusals'
import { lockCompany, type Company, type LockedOwner } from '#customers/company'
import { notify } from '#messaging/actions/notify'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { isStaffRole } from '#shared/labels'
import { execute } from '#shared/rows'

/**
 * The customer's part of an approval: status, role and notice. The credit account belongs to it as
 * well, so call `approveCertification` of the credit domain. Rule: docs/rules/certification.md
 *
 * @throws DomainError NOT_FOUND; RESOURCE_CONFLICT 409 when it is no longer under review
 */
export async function recordApproval(
  id: number,
  by: Actor,
  trx: TransactionClientContract
): Promise<{ company: Company; userId: number; isDealer: boolean }> {
  const { owner, company } = await lockCompany({ id, ownerId: null }, trx)
  const approved = await moveCertification(
    company,
    { to: 'approved', by, refusal: notUnderReview },
    trx
  )
  const isDealer = !isStaffRole(owner.role)
  if (isDealer) await makeDealer(owner, by, trx)
  await notify(
    [
      {
        userId: owner.id,
        type: 'system',
        title: '企业认证已通过',
        content: isDealer
          ? `您提交的“${company.company_name}”已通过企业认证，现在可以按经销商价格采购。`
          : `您提交的“${company.company_name}”已通过企业认证。`,
        brief: '企业认证已通过审核',
        status: 'approved',
        dedupeKey: `certification_approved:${id}`,
      },
    ],
    trx
  )
  return { company: approved, userId: owner.id, isDealer }
}

/**
 * Sessions stay open: the role is read anew with every request, so the next one already sees the
 * dealer's prices.
 */
async function makeDealer(owner: LockedOwner, by: Actor, trx: TransactionClientContract) {
  if (owner.role === 'dealer') return
  await execute(
    `update users set role = 'dealer', updated_at = now() where id = ?`,
    [owner.id],
    trx
  )
  await audit(
    {
      event: 'role_changed',
      by,
      entity: 'user',
      entityId: owner.id,
      before: { role: owner.role },
      after: { role: 'dealer' },
      reason: '企业认证已通过',
    },
    trx
  )
}
