import { COMPANY, type Company } from '#customers/company'
import { notFound } from '#shared/domain_error'
import { row } from '#shared/rows'

/** @throws DomainError NOT_FOUND when the person never applied */
export async function findOwnCompany(userId: number): Promise<Company> {
  const company = await row<Company>(`select ${COMPANY} from company_infos c where c.user_id = ?`, [
    userId,
  ])
  if (!company) throw notFound('您还没有提交企业认证')
  return company
}
