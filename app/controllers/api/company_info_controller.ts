import type { HttpContext } from '@adonisjs/core/http'
import { changeCertification } from '#customers/actions/change_certification'
import { submitCertification } from '#customers/actions/submit_certification'
import { findOwnCompany } from '#customers/queries/find_company'
import { listCompanies } from '#customers/queries/list_companies'
import { requireViewer } from '#middleware/viewer_context'
import { readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { companyInfoAnswer, listedCompanyAnswer } from '#transformers/company_info_transformer'
import { pageAnswer } from '#transformers/page_answer'
import { companyInfoChangesValidator, companyInfoValidator } from '#validators/company_info'

/** One's own certification (11.1 to 11.3); administrators see everybody's in a list. */
export default class CompanyInfoController {
  async show(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    if (viewer.role === 'admin') return this.#list(ctx)
    answer(ctx, companyInfoAnswer(await findOwnCompany(viewer.id)))
  }

  async store(ctx: HttpContext) {
    const application = await ctx.request.validateUsing(companyInfoValidator)
    const { company, created } = await submitCertification(application, requireViewer(ctx))
    answer(ctx, companyInfoAnswer(company), created ? 201 : 200)
  }

  async update(ctx: HttpContext) {
    const changes = await ctx.request.validateUsing(companyInfoChangesValidator)
    const company = await changeCertification(ctx.params.id, changes, requireViewer(ctx))
    answer(ctx, companyInfoAnswer(company))
  }

  async #list(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const filter = { status: readText(query.status, 20), search: readText(query.search) }
    const { results, total } = await listCompanies(filter, paging)
    answer(ctx, pageAnswer(ctx, { results: results.map(listedCompanyAnswer), total, ...paging }))
  }
}
