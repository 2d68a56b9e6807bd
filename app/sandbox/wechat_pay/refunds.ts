import { compactTime, LENGTH } from '#sandbox/time'
import { PayError } from '#sandbox/wechat_pay/errors'
import { readRefundRequest, type RefundRequest } from '#sandbox/wechat_pay/refund_fields'
import {
  findByTransaction,
  findRefund,
  findTrade,
  isPaid,
  record,
  refundsOf,
} from '#sandbox/wechat_pay/trades'
import type { Refund, Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

const MOST_REFUNDS = 50
const REFUNDABLE_FOR = 365 * LENGTH.DAY
const GAP = LENGTH.MINUTE

/**
 * Accepts a refund (docs/rules/sandbox.md). The number is the idempotency key: the same one with the same payment and
 * amounts answers what exists. Refused: above what is left, another total, the 51st, after a year
 * (INVALID_REQUEST), within a minute of the last one (FREQUENCY_LIMITED), above the balance (NOT_ENOUGH). A refused request leaves no trace.
 */
export function createRefund(world: World, body: unknown): Refund {
  const request = readRefundRequest(body)
  const trade = paidTrade(world, request)
  const existing = findRefund(world, request.out_refund_no)
  if (existing !== null) return sameRefund(existing, trade, request)
  const earlier = refundsOf(world, trade.out_trade_no)
  checkRules(world, trade, earlier, request)
  const refund = accept(world, trade, earlier, request)
  record(world, trade, `退款受理 ${request.out_refund_no}`)
  world.scheduler.arm()
  return refund
}

function paidTrade(world: World, request: RefundRequest): Trade {
  const trade =
    request.out_trade_no === null
      ? findByTransaction(world, request.transaction_id ?? '')
      : findTrade(world, request.out_trade_no)
  if (trade === null || !isPaid(trade)) {
    throw new PayError('RESOURCE_NOT_EXISTS', '订单不存在或未支付')
  }
  return trade
}

function sameRefund(existing: Refund, trade: Trade, request: RefundRequest): Refund {
  const isSame =
    existing.out_trade_no === trade.out_trade_no &&
    existing.refund === request.refund &&
    existing.total === request.total
  if (!isSame) throw new PayError('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致')
  return existing
}

function checkRules(world: World, trade: Trade, earlier: Refund[], request: RefundRequest): void {
  const now = world.clock.now()
  const reserved = sum(earlier.filter(({ status }) => status !== 'CLOSED'))
  if (request.total !== trade.total) {
    throw new PayError('INVALID_REQUEST', '订单金额与原订单不一致')
  }
  if (now - (trade.paid_at ?? 0) > REFUNDABLE_FOR) {
    throw new PayError('INVALID_REQUEST', '订单已超过可退款的最大期限')
  }
  if (reserved + request.refund > trade.total) {
    throw new PayError('INVALID_REQUEST', '申请退款金额大于订单可退金额')
  }
  if (earlier.length >= MOST_REFUNDS) {
    throw new PayError('INVALID_REQUEST', '部分退款次数超过 50 次')
  }
  if (earlier.some(({ created_at: at }) => now - at < GAP)) {
    throw new PayError('FREQUENCY_LIMITED', '同一笔订单的退款间隔不能少于一分钟')
  }
  if (world.state.balance !== null && world.state.balance < request.refund) {
    throw new PayError('NOT_ENOUGH')
  }
}

function accept(world: World, trade: Trade, earlier: Refund[], request: RefundRequest): Refund {
  const now = world.clock.now()
  const seconds = world.state.settings.refund_settle_seconds
  const refund: Refund = {
    out_refund_no: request.out_refund_no,
    refund_id: `5000000000${compactTime(now).slice(0, 8)}${world.ids.padded('refund', 11)}`,
    out_trade_no: trade.out_trade_no,
    transaction_id: trade.transaction_id ?? '',
    reason: request.reason,
    notify_url: request.notify_url,
    total: trade.total,
    payer_total: trade.payer_total,
    refund: request.refund,
    payer_refund: payerShare(trade, earlier, request.refund),
    status: 'PROCESSING',
    created_at: now,
    success_at: null,
    settle_at: seconds === null ? null : now + seconds * LENGTH.SECOND,
  }
  world.state.refunds[refund.out_refund_no] = refund
  if (world.state.balance !== null) world.state.balance -= refund.refund
  world.store.touch()
  return refund
}

/** What of the refund goes back to the buyer when WeChat paid a part; the last refund takes what rounding left. */
function payerShare(trade: Trade, earlier: Refund[], refund: number): number {
  const standing = earlier.filter(({ status }) => status !== 'CLOSED')
  if (sum(standing) + refund === trade.total) {
    return trade.payer_total - standing.reduce((total, one) => total + one.payer_refund, 0)
  }
  return Number((BigInt(refund) * BigInt(trade.payer_total)) / BigInt(trade.total))
}

const sum = (refunds: Refund[]): number => refunds.reduce((total, one) => total + one.refund, 0)
