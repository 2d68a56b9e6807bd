import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { DomainError } from '#shared/domain_error'
import { row } from '#shared/rows'

interface Opened {
  id: number
  credit_limit: string
  payment_term_days: number
}

const OPEN = `
  insert into credit_accounts (user_id)
  select id from users where id = ? and role = 'dealer'
  on conflict (user_id) do nothing
  returning id, credit_limit::text, payment_term_days`

const EXISTING = `select id from credit_accounts where user_id = ?`

/**
 * Opens a dealer's credit account, if there is none: limit 0, 30 days, active. There is no credit until
 * an administrator raises the limit. Rule: docs/rules/certification.md
 *
 * @throws DomainError BUSINESS_ERROR when the person is no dealer
 */
export async function openCreditAccount(
  userId: number,
  by: Actor,
  trx: TransactionClientContract
): Promise<{ id: number; opened: boolean }> {
  const account = await row<Opened>(OPEN, [userId], trx)
  if (!account) {
    const existing = await row<{ id: number }>(EXISTING, [userId], trx)
    if (!existing) throw new DomainError('BUSINESS_ERROR', '只有经销商可以开通信用账户')
    return { id: existing.id, opened: false }
  }
  await audit(
    {
      event: 'credit_account_opened',
      by,
      entity: 'credit_account',
      entityId: account.id,
      after: {
        user_id: userId,
        credit_limit: account.credit_limit,
        payment_term_days: account.payment_term_days,
      },
    },
    trx
  )
  return { id: account.id, opened: true }
}
