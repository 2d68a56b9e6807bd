import db from '@adonisjs/lucid/services/db'
import { moveCertification } from '#customers/actions/move_certification'
import { notUnderReview } from '#customers/certification_refusals'
import { lockCompany, type Company } from '#customers/company'
import { notify } from '#messaging/actions/notify'
import type { Actor } from '#shared/actor'
import { invalid } from '#shared/domain_error'

const LONGEST_REASON = 500

/**
 * Refuses an application with a reason that the customer reads on the form and in a notice. For
 * administrators. Rule: docs/rules/certification.md
 *
 * @throws DomainError NOT_FOUND; VALIDATION_ERROR without a reason of 1 to 500 characters;
 *   RESOURCE_CONFLICT 409 when it is no longer under review
 */
export async function rejectCertification(id: number, reason: string, by: Actor): Promise<Company> {
  const why = reason.trim()
  if (why === '') throw invalid('reason', '请填写拒绝原因')
  if (why.length > LONGEST_REASON) throw invalid('reason', '拒绝原因不能超过 500 个字符')
  return db.transaction(async (trx) => {
    const { company } = await lockCompany({ id, ownerId: null }, trx)
    const move = { to: 'rejected', reason: why, by, refusal: notUnderReview } as const
    const rejected = await moveCertification(company, move, trx)
    await notify(
      [
        {
          userId: company.user_id,
          type: 'system',
          title: '企业认证未通过',
          content: `您提交的“${company.company_name}”企业认证未通过审核：${why}。请修改后重新提交。`,
          brief: '认证未通过，请修改后重新提交',
          status: 'rejected',
          /** the same application may be rejected again after it was corrected */
          dedupeKey: `certification_rejected:${id}:${rejected.updated_at}`,
        },
      ],
      trx
    )
    return rejected
  })
}
