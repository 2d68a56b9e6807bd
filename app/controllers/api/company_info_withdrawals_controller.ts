import type { HttpContext } from '@adonisjs/core/http'
import { withdrawCertification } from '#customers/actions/withdraw_certification'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { companyInfoAnswer } from '#transformers/company_info_transformer'

/** Takes an application back (11.4); an administrator may do so for a customer. */
export default class CompanyInfoWithdrawalsController {
  async store(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const ownerId = viewer.role === 'admin' ? null : viewer.id
    const company = await withdrawCertification({ id: ctx.params.id, ownerId }, viewer)
    answer(ctx, { message: '企业认证已撤回', company_info: companyInfoAnswer(company) })
  }
}
