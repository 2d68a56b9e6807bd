import type { Account } from '#customers/queries/find_account'
import { toShanghaiIso, toShanghaiIsoOrNull } from '#shared/shanghai'
import { profileAnswer } from '#transformers/profile_transformer'

/** The user object of a sign-in (8.1). Never holds openid, password or rights. */
export function userAnswer(account: Account, origin: string) {
  const { company_name: name, company_status: status } = account
  return {
    ...profileAnswer(account, origin),
    is_staff: account.is_staff,
    is_active: account.is_active,
    date_joined: toShanghaiIso(account.date_joined),
    last_login_at: toShanghaiIsoOrNull(account.last_login_at),
    orders_count: account.orders_count,
    completed_orders_count: account.completed_orders_count,
    company_info: status === null ? null : { company_name: name, status },
  }
}
