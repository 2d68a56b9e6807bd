import { FIXTURES } from '#sandbox/fixtures'
import { rfc3339 } from '#sandbox/time'
import type { Refund, Trade, TradeState } from '#sandbox/state'
import type { World } from '#sandbox/world'

const DESCRIPTIONS: Record<TradeState | 'REFUND', string> = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  CLOSED: '订单已关闭',
  PAYERROR: '支付失败',
}

/** The order under the merchant's number. Numbers come from outside: `constructor` must find nothing. */
export function findTrade(world: World, outTradeNo: string): Trade | null {
  const { trades } = world.state
  return Object.hasOwn(trades, outTradeNo) ? trades[outTradeNo] : null
}

/** The paid order under the number of WeChat Pay. */
export function findByTransaction(world: World, transactionId: string): Trade | null {
  const trades = Object.values(world.state.trades)
  return trades.find(({ transaction_id: id }) => id === transactionId) ?? null
}

/** The refund under the merchant's number. */
export function findRefund(world: World, outRefundNo: string): Refund | null {
  const { refunds } = world.state
  return Object.hasOwn(refunds, outRefundNo) ? refunds[outRefundNo] : null
}

/** The refunds of a payment, oldest first. */
export function refundsOf(world: World, outTradeNo: string): Refund[] {
  return Object.values(world.state.refunds).filter((refund) => refund.out_trade_no === outTradeNo)
}

/** The state as WeChat reports it: a paid order with a refund that was not closed is in `REFUND`. */
export function reportedState(world: World, trade: Trade): TradeState | 'REFUND' {
  const isRefunded = refundsOf(world, trade.out_trade_no).some(({ status }) => status !== 'CLOSED')
  return trade.state === 'SUCCESS' && isRefunded ? 'REFUND' : trade.state
}

/** Whether money came in for it. */
export const isPaid = (trade: Trade): boolean => trade.state === 'SUCCESS'

/** The query object of a trade; before payment it has no transaction, payer and time. `state` replaces the reported one. */
export function tradeView(
  world: World,
  trade: Trade,
  state: TradeState | 'REFUND' = reportedState(world, trade)
): Record<string, unknown> {
  const head = {
    mchid: FIXTURES.mchid,
    appid: FIXTURES.appid,
    out_trade_no: trade.out_trade_no,
  }
  const standing = { trade_state: state, trade_state_desc: DESCRIPTIONS[state] }
  const attach = trade.attach === null ? {} : { attach: trade.attach }
  if (trade.paid_at === null) {
    return { ...head, ...standing, ...attach, amount: { total: trade.total, currency: 'CNY' } }
  }
  return {
    ...head,
    transaction_id: trade.transaction_id,
    trade_type: 'JSAPI',
    ...standing,
    bank_type: 'OTHERS',
    ...attach,
    success_time: rfc3339(trade.paid_at),
    payer: { openid: trade.openid },
    amount: {
      total: trade.total,
      payer_total: trade.payer_total,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
  }
}

/** Writes what happened into the history that the pay page shows. */
export function record(world: World, trade: Trade, text: string): void {
  trade.events.push({ at: world.clock.now(), text })
  world.store.touch()
}
