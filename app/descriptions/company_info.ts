import type { Static } from 'typebox'
import type { Description } from '#openapi/describe'
import { labelled, object, pageOf, paging, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { COMPANY_STATUSES } from '#shared/labels'
import { CompanyInfoSchema, ListedCompanyInfoSchema } from '#transformers/company_info_transformer'
import { companyInfoChangesValidator, companyInfoValidator } from '#validators/company_info'

const tag = '企业认证'

const bodyExample = {
  company_name: '示例电器有限公司',
  business_license: '91330110DEMO000001',
  legal_representative: '周大明',
  contact_person: '周小梅',
  contact_phone: '13800000000',
  contact_email: 'zhou@example.com',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail_address: '星河路12号',
  business_scope: '家用电器批发、零售及安装',
}

const example: Static<typeof CompanyInfoSchema> = {
  id: 31,
  ...bodyExample,
  reject_reason: '',
  status: 'pending',
  created_at: '2026-03-03T10:02:44.018+08:00',
  updated_at: '2026-03-03T10:02:44.018+08:00',
  approved_at: null,
}

const oneAnswer = (description: string) => ({ description, schema: CompanyInfoSchema, example })

export const showCompanyInfo: Description = {
  summary: '我的企业认证',
  description:
    '顾客得到自己的认证，没有提交过时为 404。管理员得到全部认证的列表，待审核的在前，其余从新到旧；' +
    'status、search 和分页只对列表有效。',
  tag,
  query: {
    status: labelled(COMPANY_STATUSES, '只看这个状态'),
    search: text('公司名称、营业执照号或用户名中含有'),
    ...paging(),
  },
  answers: {
    200: {
      description: '自己的认证，或一页认证',
      schema: Type.Union([CompanyInfoSchema, pageOf(ListedCompanyInfoSchema)]),
      example,
    },
  },
  refusals: { 404: [] },
}

export const submitCompanyInfo: Description = {
  summary: '提交企业认证',
  description:
    '第一次提交回答 201；被拒绝或撤回后再次提交回答 200，没有传的选填内容保持不变。' +
    '审核中和已通过时不能提交。状态、拒绝原因和时间由商城决定，传了也会被忽略。',
  tag,
  idempotent: true,
  body: companyInfoValidator,
  bodyExample,
  answers: {
    201: oneAnswer('第一次提交的认证'),
    200: oneAnswer('再次提交的认证'),
  },
  refusals: { 400: ['VALIDATION_ERROR', 'BUSINESS_ERROR'] },
}

export const updateCompanyInfo: Description = {
  summary: '修改企业认证',
  description: '只有被拒绝或撤回的认证可以修改，修改后重新进入审核。PUT 与 PATCH 相同。',
  tag,
  body: companyInfoChangesValidator,
  bodyExample: { contact_phone: '13800000001' },
  answers: { 200: oneAnswer('重新进入审核的认证') },
  refusals: { 400: ['VALIDATION_ERROR', 'BUSINESS_ERROR'] },
}

export const withdrawCompanyInfo: Description = {
  summary: '撤回企业认证',
  description: '只有审核中的认证可以撤回。管理员可以代顾客撤回。',
  tag,
  answers: {
    200: {
      description: '已撤回',
      schema: object('WithdrawnCompanyInfo', {
        message: text('确认的话'),
        company_info: CompanyInfoSchema,
      }),
      example: { message: '企业认证已撤回', company_info: { ...example, status: 'withdrawn' } },
    },
  },
  refusals: { 400: ['BUSINESS_ERROR'] },
}
