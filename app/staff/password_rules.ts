import { COMMON_PASSWORDS } from '#staff/common_passwords'

export const PASSWORD_MIN_LENGTH = 10
export const PASSWORD_MAX_LENGTH = 128

/**
 * Says why a password of a staff account is refused, in a sentence for the person who chose it, or
 * null when it is fine. Rule: docs/rules/staff.md
 */
export function passwordProblem(password: string, username: string): string | null {
  if ([...password].length < PASSWORD_MIN_LENGTH)
    return `密码至少需要 ${PASSWORD_MIN_LENGTH} 个字符`
  if (password.length > PASSWORD_MAX_LENGTH) return `密码不能超过 ${PASSWORD_MAX_LENGTH} 个字符`
  if (password !== password.trim()) return '密码首尾不能有空格'
  const plain = password.toLowerCase()
  if (plain === username.toLowerCase()) return '密码不能与用户名相同'
  if (isCommon(plain)) return '密码太常见，容易被猜到，请换一个'
  return null
}

/** Common words, also when digits or signs follow, and texts made of very few characters. */
function isCommon(password: string): boolean {
  if (new Set(password).size < 4) return true
  const stem = password.replace(/[^a-z]+$/, '')
  const alone = stem.length >= 4 && password.length - stem.length <= 8
  return COMMON_PASSWORDS.has(password) || (alone && COMMON_PASSWORDS.has(stem))
}
