import db from '@adonisjs/lucid/services/db'
import type { Outcome } from '#integrations/outcome'
import type { PaymentParameters } from '#integrations/wechat_pay/client'
import { applyTrade } from '#payments/actions/apply_trade'
import { endAttempts } from '#payments/actions/end_attempt'
import { openPayment } from '#payments/actions/open_payment'
import { assertStartable } from '#payments/startable'
import { wechatPay } from '#payments/gateway'
import { findPayment, type FoundPayment } from '#payments/queries/find_payment'
import { EVENT_JSON, type PaymentView } from '#payments/payment_view'
import type { Actor } from '#shared/actor'
import { DomainError } from '#shared/domain_error'
import { Money } from '#shared/money'
import { enqueue } from '#shared/queue'
import { row } from '#shared/rows'
import { instant } from '#shared/sql'

export interface PaymentStart {
  paymentId: number
  ownerId: number
  by: Actor
  /** throws RATE_LIMIT_EXCEEDED; asked only once the attempt itself may be started */
  assertAllowed: () => Promise<void>
}

export interface StartedPayment {
  payment: FoundPayment
  /** the payment as its owner reads it after the start */
  view: PaymentView
  prepayId: string
  parameters: PaymentParameters
}

/** A prepay number is good for two hours at WeChat; we sign it anew for a little less. */
const PREPAY_REUSE_MS = 110 * 60_000

/**
 * Gets from WeChat what the shopper's phone needs to open the payment. The number at WeChat and the
 * deadline were fixed when the attempt was opened, so a lost answer is repeated without danger.
 * @throws DomainError in the order of docs/rules/payments.md
 */
export async function startPayment(start: PaymentStart): Promise<StartedPayment> {
  const payment = await findPayment(start.paymentId, start.ownerId)
  await assertStartable(payment, start.assertAllowed)
  return prepare(payment, start.by, 'may_replace')
}

async function prepare(
  payment: FoundPayment,
  by: Actor,
  onDeadNumber: 'may_replace' | 'give_up'
): Promise<StartedPayment> {
  const { client } = await wechatPay()
  if (payment.prepay_id && payment.prepay_at && isFresh(payment.prepay_at)) {
    return started(payment, payment.prepay_id)
  }
  const clientIp = await markAsked(payment, by)
  const outcome = await client.prepay({
    outTradeNo: payment.out_trade_no,
    description: `商城订单 ${payment.order_number}`,
    expiresAt: payment.expires_at,
    attach: JSON.stringify({ v: 1, pid: String(payment.id) }),
    totalFen: Money.yuan(payment.amount).fen,
    openid: payment.openid ?? '',
    clientIp,
  })
  if (outcome.outcome === 'ok') {
    return started(payment, outcome.value.prepayId)
  }
  await backToInit(payment)
  return afterRefusal(payment, outcome, by, onDeadNumber)
}

/** Numbers that WeChat no longer takes for this attempt: find out why before anything else happens. */
const DEAD_NUMBER = new Set([
  'PARAM_ERROR',
  'INVALID_REQUEST',
  'OUT_TRADE_NO_USED',
  'ORDER_PAID',
  'ORDER_CLOSED',
])

async function afterRefusal(
  payment: FoundPayment,
  outcome: Exclude<Outcome<unknown>, { outcome: 'ok' }>,
  by: Actor,
  onDeadNumber: 'may_replace' | 'give_up'
): Promise<StartedPayment> {
  if (outcome.outcome === 'rejected' && outcome.verified && DEAD_NUMBER.has(outcome.code)) {
    const { client } = await wechatPay()
    const asked = await client.queryByOutTradeNo(payment.out_trade_no)
    if (asked.outcome === 'ok') {
      const applied = await applyTrade(payment.id, asked.value)
      if (applied !== 'ended' && applied !== 'open')
        throw new DomainError('DUPLICATE_PAYMENT', '订单已支付，请勿重复付款', { status: 409 })
      if (onDeadNumber === 'may_replace') {
        if (applied === 'open') await client.close(payment.out_trade_no)
        return prepare(await replaceAttempt(payment, by), by, 'give_up')
      }
    }
  }
  throw refusalOf(outcome)
}

function refusalOf(outcome: Exclude<Outcome<unknown>, { outcome: 'ok' }>): DomainError {
  if (outcome.outcome === 'rejected' && outcome.code === 'OPENID_MISMATCH')
    return new DomainError('BUSINESS_ERROR', '微信登录已失效，请重新登录后再支付')
  if (outcome.outcome === 'rejected')
    return new DomainError('BUSINESS_ERROR', '微信暂时不能受理这笔支付，订单已保留，请稍后再试', {
      status: 502,
    })
  return new DomainError('PAYMENT_UNAVAILABLE', '支付服务繁忙，您尚未付款，请稍后再试', {
    status: 503,
  })
}

/** Ends the attempt whose number is used up and opens the next one for the same order. */
async function replaceAttempt(payment: FoundPayment, by: Actor): Promise<FoundPayment> {
  const id = await db.transaction(async (trx) => {
    const order = await row<{ status: string }>(
      `select status from orders where id = ? for update`,
      [payment.order_id],
      trx
    )
    if (order?.status !== 'pending')
      throw new DomainError('INVALID_ORDER_STATUS', '订单已不是待支付，请刷新后查看', {
        status: 409,
      })
    /** Somebody pressed twice: the other start has replaced it already. */
    const next = await row<{ id: number }>(
      `select id from payments
       where order_id = ? and id <> ? and status in ('init', 'processing')`,
      [payment.order_id, payment.id],
      trx
    )
    if (next) return next.id
    await endAttempts([payment.id], 'cancelled', trx)
    await enqueue('payments.close', { paymentId: payment.id }, trx, { key: String(payment.id) })
    const opened = await openPayment(payment.order_id, by, trx)
    return opened.id
  })
  return findPayment(id)
}

/**
 * Written before the call: whatever happens to its answer, the number will be asked about later. WeChat
 * takes a number again only with the same content, so the address stays that of the first start.
 */
async function markAsked(payment: FoundPayment, by: Actor): Promise<string | undefined> {
  const asked = await row<{ client_ip: string | null }>(
    `update payments p set prepay_at = now(), prepay_id = null,
       client_ip = coalesce(p.client_ip, :ip),
       payer_openid = :openid, next_query_at = now() + interval '30 seconds', query_count = 0,
       updated_at = now()
     from orders o
     where p.id = :id and o.id = p.order_id and o.status = 'pending'
       and p.status in ('init', 'processing')
     returning p.client_ip`,
    { id: payment.id, ip: by.ip ?? null, openid: payment.openid }
  )
  if (!asked)
    throw new DomainError('INVALID_ORDER_STATUS', '订单已不是待支付，请刷新后查看', { status: 409 })
  return asked.client_ip ?? undefined
}

/** Stores what WeChat gave, and signs what the phone needs. */
async function started(payment: FoundPayment, prepayId: string): Promise<StartedPayment> {
  const stored = await row<{ updated_at: string; log: PaymentView['logs'][number] }>(STORE, {
    id: payment.id,
    prepayId,
  })
  if (!stored)
    throw new DomainError('INVALID_ORDER_STATUS', '订单已不是待支付，请刷新后查看', { status: 409 })
  const { client } = await wechatPay()
  return {
    payment,
    prepayId,
    parameters: client.paymentParameters(prepayId),
    view: {
      ...payment.view,
      status: 'processing',
      updated_at: stored.updated_at,
      logs: [...payment.view.logs, stored.log],
    },
  }
}

const STORE = `
  with started as (
    update payments set status = 'processing', prepay_id = :prepayId, updated_at = now()
    where id = :id and status in ('init', 'processing')
    returning id, updated_at
  ), logged as (
    insert into payment_events (payment_id, event) select id, 'start' from started
    returning t, event
  )
  select ${instant('s.updated_at')} as updated_at, ${EVENT_JSON} as log from started s, logged e`

async function backToInit(payment: FoundPayment) {
  await row(
    `with back as (
       update payments set status = 'init', prepay_id = null, updated_at = now()
       where id = :id and status in ('init', 'processing')
       returning id
     )
     insert into payment_events (payment_id, event) select id, 'start_refused' from back`,
    { id: payment.id }
  )
}

function isFresh(prepaidAt: Date): boolean {
  return Date.now() - prepaidAt.getTime() < PREPAY_REUSE_MS
}
