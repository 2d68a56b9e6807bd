import { row } from '#shared/rows'
import type { CompanyStatus, UserRole } from '#shared/labels'

/** What a person may know about their own account. */
export interface Profile {
  id: number
  username: string
  avatar_url: string
  phone: string | null
  email: string | null
  role: UserRole
  company_name: string | null
  company_status: CompanyStatus | null
}

/** The profile with what the sign-in answer adds to it. */
export interface Account extends Profile {
  is_staff: boolean
  is_active: boolean
  date_joined: Date
  last_login_at: Date | null
  orders_count: number
  completed_orders_count: number
}

const PROFILE = `
  users.id, users.username, users.avatar_url, users.phone, users.email, users.role,
  company_infos.company_name, company_infos.status as company_status`

const FIND_PROFILE = `
  select ${PROFILE}
  from users left join company_infos on company_infos.user_id = users.id
  where users.id = ?`

const FIND_ACCOUNT = `
  select ${PROFILE}, users.is_staff, users.is_active, users.date_joined, users.last_login_at, counts.*
  from users
  left join company_infos on company_infos.user_id = users.id
  cross join lateral (
    select count(*) as orders_count,
      count(*) filter (where status = 'completed') as completed_orders_count
    from orders where orders.user_id = users.id
  ) counts
  where users.id = ?`

/** @throws Error when the person was deleted since the request began */
export async function findProfile(userId: number): Promise<Profile> {
  return present(await row<Profile>(FIND_PROFILE, [userId]))
}

/** @throws Error when the person was deleted since the request began */
export async function findAccount(userId: number): Promise<Account> {
  return present(await row<Account>(FIND_ACCOUNT, [userId]))
}

function present<T>(found: T | null): T {
  if (!found) throw new Error('The account is gone')
  return found
}
