import type { Static } from 'typebox'
import type { Account } from '#customers/queries/find_account'
import { count, flag, instant, labelled, nullable, object, text } from '#openapi/schemas'
import { COMPANY_STATUSES } from '#shared/labels'
import { toShanghaiIso, toShanghaiIsoOrNull } from '#shared/shanghai'
import { profileAnswer, ProfileSchema } from '#transformers/profile_transformer'

export const UserSchema = object('User', {
  ...ProfileSchema.properties,
  is_staff: flag('是否员工'),
  is_active: flag('账号是否启用'),
  date_joined: instant('注册时间'),
  last_login_at: nullable(instant('最近登录时间')),
  orders_count: count('订单数'),
  completed_orders_count: count('已完成订单数'),
  company_info: nullable(
    object('CompanySummary', {
      company_name: text('企业名称'),
      status: labelled(COMPANY_STATUSES, '企业认证状态'),
    })
  ),
})

/** What a sign-in answers: two tokens and who signed in. */
export const SignInSchema = object('SignIn', {
  access: text('访问令牌，有效期 7 天'),
  refresh: text('刷新令牌，有效期 30 天'),
  user: UserSchema,
})

/** The user object of a sign-in (8.1). Never holds openid, password or rights. */
export function userAnswer(account: Account, origin: string): Static<typeof UserSchema> {
  const { company_name: name, company_status: status } = account
  return {
    ...profileAnswer(account, origin),
    is_staff: account.is_staff,
    is_active: account.is_active,
    date_joined: toShanghaiIso(account.date_joined),
    last_login_at: toShanghaiIsoOrNull(account.last_login_at),
    orders_count: account.orders_count,
    completed_orders_count: account.completed_orders_count,
    company_info: status === null ? null : { company_name: name ?? '', status },
  }
}
