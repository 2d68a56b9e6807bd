import type { Profile } from '#customers/queries/find_account'
import { publicUrl } from '#media/public_url'

/** The profile of the signed-in person (8.2). The company is named once it is approved. */
export function profileAnswer(profile: Profile, origin: string) {
  return {
    id: profile.id,
    username: profile.username,
    avatar_url: publicUrl(profile.avatar_url, origin),
    phone: profile.phone,
    email: profile.email,
    role: profile.role,
    has_company_info: profile.company_status !== null,
    company_status: profile.company_status,
    company_name: profile.company_status === 'approved' ? profile.company_name : null,
  }
}
