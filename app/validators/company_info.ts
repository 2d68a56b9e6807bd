import vine from '@vinejs/vine'
import { blankToNull, described, filledText } from '#validators/text'

const optionalText = (max: number) => vine.string().trim().maxLength(max)

const required = {
  company_name: () => filledText(200).use(described('公司名称')),
  business_license: () => filledText(100).use(described('营业执照号，不能与其他账号相同')),
  legal_representative: () => filledText(50).use(described('法定代表人')),
  contact_person: () => filledText(50).use(described('联系人')),
  contact_phone: () => filledText(20).use(described('联系电话')),
}

const optional = () => ({
  contact_email: vine
    .string()
    .parse(blankToNull)
    .trim()
    .email()
    .maxLength(254)
    .use(described('联系邮箱，空文字清除'))
    .nullable()
    .optional(),
  province: optionalText(20).use(described('省')).optional(),
  city: optionalText(20).use(described('市')).optional(),
  district: optionalText(20).use(described('区县')).optional(),
  detail_address: optionalText(200).use(described('街道和门牌')).optional(),
  business_scope: vine.string().trim().use(described('经营范围')).optional(),
})

/** An application. Status, reason and times are the shop's and not even looked at. */
export const companyInfoValidator = vine.create({
  company_name: required.company_name(),
  business_license: required.business_license(),
  legal_representative: required.legal_representative(),
  contact_person: required.contact_person(),
  contact_phone: required.contact_phone(),
  ...optional(),
})

/** What is absent stays as it is; so does null, but for the e-mail, which it clears. */
export const companyInfoChangesValidator = vine.create({
  company_name: required.company_name().optional(),
  business_license: required.business_license().optional(),
  legal_representative: required.legal_representative().optional(),
  contact_person: required.contact_person().optional(),
  contact_phone: required.contact_phone().optional(),
  ...optional(),
})
