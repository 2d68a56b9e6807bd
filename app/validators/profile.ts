import vine from '@vinejs/vine'
import { blankToNull, clearableText, described, filledText } from '#validators/text'

/** Hosts by which the mini-program's own files are known inside a simulator. */
const LOCAL_HOSTS = /^https?:\/\/(tmp|usr|store)(\/|$)/i
const NOT_WEB = /^(?!https?:)([a-z][a-z0-9+.-]*:|\/)/i

/**
 * The mini-program sends the temporary path of a picture that it never uploaded. Such a value counts
 * as absent, so that the rest of the form is saved.
 */
function dropLocalPath(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const text = value.trim()
  return LOCAL_HOSTS.test(text) || NOT_WEB.test(text) ? undefined : text
}

const webAddress = vine.createRule((value: unknown, _: undefined, field) => {
  if (typeof value !== 'string' || value === '') return
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value))
    field.report('{{ field }}应为完整的网址', 'url', field)
})

/** The four fields that a person may change, all optional. Other keys are not even looked at. */
export const profileValidator = vine.create({
  username: filledText(150).use(described('昵称，不能与别人相同')).optional(),
  phone: clearableText(20, '手机号，空文字清除').optional(),
  email: vine
    .string()
    .parse(blankToNull)
    .trim()
    .email()
    .maxLength(254)
    .use(described('邮箱，空文字清除'))
    .nullable()
    .optional(),
  avatar_url: vine
    .string()
    .parse(dropLocalPath)
    .use(webAddress())
    .maxLength(200)
    .use(described('头像的完整网址；手机上的临时路径会被忽略，空文字恢复默认头像'))
    .optional(),
})

const PRIVILEGED = [
  'id',
  'openid',
  'role',
  'is_staff',
  'is_superuser',
  'is_active',
  'password',
  'token_version',
  'date_joined',
  'last_login_at',
  'company_status',
]

/** Which keys that are not the person's own to set came along. */
export function privilegedKeys(body: Record<string, unknown>): string[] {
  return PRIVILEGED.filter((key) => Object.hasOwn(body, key))
}
