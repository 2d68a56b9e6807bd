import type { Static } from 'typebox'
import type { Company } from '#customers/company'
import type { ListedCompany } from '#customers/queries/list_companies'
import { id, instant, labelled, nullable, object, text } from '#openapi/schemas'
import { COMPANY_STATUSES } from '#shared/labels'

const properties = {
  id: id(),
  company_name: text('公司名称'),
  business_license: text('营业执照号'),
  legal_representative: text('法定代表人'),
  contact_person: text('联系人'),
  contact_phone: text('联系电话'),
  contact_email: nullable(text('联系邮箱')),
  province: text('省，没有填写为空'),
  city: text('市，没有填写为空'),
  district: text('区县，没有填写为空'),
  detail_address: text('街道和门牌，没有填写为空'),
  business_scope: text('经营范围，没有填写为空'),
  reject_reason: text('拒绝原因，没有被拒绝时为空'),
  status: labelled(COMPANY_STATUSES, '审核状态'),
  created_at: instant('第一次提交的时间'),
  updated_at: instant('最近一次变化的时间'),
  approved_at: nullable(instant('通过的时间')),
}

export const CompanyInfoSchema = object('CompanyInfo', properties)

export const ListedCompanyInfoSchema = object('ListedCompanyInfo', {
  ...properties,
  user: id('申请人的编号'),
  user_name: text('申请人的用户名'),
})

/** One's own certification (8.4). */
export function companyInfoAnswer(company: Company): Static<typeof CompanyInfoSchema> {
  return {
    id: company.id,
    company_name: company.company_name,
    business_license: company.business_license,
    legal_representative: company.legal_representative,
    contact_person: company.contact_person,
    contact_phone: company.contact_phone,
    contact_email: company.contact_email,
    province: company.province,
    city: company.city,
    district: company.district,
    detail_address: company.detail_address,
    business_scope: company.business_scope,
    reject_reason: company.reject_reason,
    status: company.status,
    created_at: company.created_at,
    updated_at: company.updated_at,
    approved_at: company.approved_at,
  }
}

/** A certification in the list for administrators. */
export function listedCompanyAnswer(
  company: ListedCompany
): Static<typeof ListedCompanyInfoSchema> {
  return { ...companyInfoAnswer(company), user: company.user, user_name: company.user_name }
}
