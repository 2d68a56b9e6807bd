import db from '@adonisjs/lucid/services/db'
import type { WechatSignIn } from '#integrations/wechat/sign_in'
import { audit } from '#shared/audit'
import { DomainError } from '#shared/domain_error'
import type { UserRole } from '#shared/labels'
import { row, type Client } from '#shared/rows'
import { issueTokens, type Tokens } from '#customers/actions/issue_tokens'
import { signInRefusal } from '#customers/sign_in_refusal'

interface Owner {
  id: number
  role: UserRole
  is_active: boolean
  token_version: number
}

const OWNER = `id, role, is_active, token_version`

const KNOWN = `update users set last_login_at = now() where openid = ? returning ${OWNER}`

/** The conflict is another first sign-in of the same person, a moment earlier. */
const NEW = `
  insert into users (openid, last_login_at) values (?, now())
  on conflict (openid) do update set last_login_at = now()
  returning ${OWNER}`

/**
 * Signs a shopper in with the code of `wx.login`; an unknown openid becomes an `individual`. No code
 * grants a role. Two first sign-ins at the same moment find the same account.
 * Rule: docs/rules/customers.md
 *
 * @throws DomainError WECHAT_CODE_INVALID 400, FORBIDDEN 403, RATE_LIMIT_EXCEEDED 429,
 *   WECHAT_UNAVAILABLE 503
 */
export async function signInShopper(
  from: { code: string; ip: string; requestId: string; userAgent: string },
  wechat: WechatSignIn
): Promise<{ userId: number; tokens: Tokens }> {
  const answer = await wechat.exchange(from.code)
  if (answer.outcome !== 'ok') throw signInRefusal(answer)

  return db.transaction(async (trx) => {
    const owner = await findOrCreate(answer.value.openid, trx)
    if (!owner.is_active)
      throw new DomainError('FORBIDDEN', '该账号已停用，请联系客服', { status: 403 })
    await audit(
      { event: 'user_login', by: { ...from, ...owner }, entity: 'user', entityId: owner.id },
      trx
    )
    const tokens = await issueTokens({ id: owner.id, tokenVersion: owner.token_version }, from, trx)
    return { userId: owner.id, tokens }
  })
}

async function findOrCreate(openid: string, trx: Client): Promise<Owner> {
  const owner = (await row<Owner>(KNOWN, [openid], trx)) ?? (await row<Owner>(NEW, [openid], trx))
  if (!owner) throw new Error('An upsert always answers its row')
  return owner
}
