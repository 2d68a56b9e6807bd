import type { Static } from 'typebox'
import type { Profile } from '#customers/queries/find_account'
import { publicUrl } from '#media/public_url'
import { fileUrl, flag, id, labelled, nullable, object, text } from '#openapi/schemas'
import { COMPANY_STATUSES, USER_ROLES } from '#shared/labels'

export const ProfileSchema = object('Profile', {
  id: id(),
  username: text('昵称'),
  avatar_url: fileUrl('头像'),
  phone: nullable(text('手机号')),
  email: nullable(text('邮箱')),
  role: labelled(USER_ROLES, '身份'),
  has_company_info: flag('是否提交过企业认证'),
  company_status: nullable(labelled(COMPANY_STATUSES, '企业认证状态')),
  company_name: nullable(text('企业名称，认证通过后才有')),
})

/** The profile of the signed-in person (8.2). The company is named once it is approved. */
export function profileAnswer(profile: Profile, origin: string): Static<typeof ProfileSchema> {
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
