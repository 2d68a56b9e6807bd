import { noticeOfRefund, type When } from '#sandbox/wechat_pay/notices'
import { record } from '#sandbox/wechat_pay/trades'
import type { Due } from '#sandbox/control/scheduler'
import type { Notice, Refund, RefundStatus } from '#sandbox/state'
import type { World } from '#sandbox/world'

const NEXT: Record<RefundStatus, RefundStatus[]> = {
  PROCESSING: ['SUCCESS', 'CLOSED', 'ABNORMAL'],
  // An abnormal refund is finished by staff in the merchant console of WeChat Pay.
  ABNORMAL: ['SUCCESS', 'CLOSED'],
  SUCCESS: [],
  CLOSED: [],
}

/** Whether a refund can end so. */
export const canSettle = (refund: Refund, status: RefundStatus): boolean =>
  NEXT[refund.status].includes(status)

/** Ends a refund and tells the shop. CLOSED gives the money back to the merchant's balance. */
export async function settleRefund(
  world: World,
  refund: Refund,
  status: RefundStatus,
  when: When
): Promise<Notice | null> {
  refund.status = status
  refund.settle_at = null
  if (status === 'SUCCESS') refund.success_at = world.clock.now()
  if (status === 'CLOSED' && world.state.balance !== null) world.state.balance += refund.refund
  record(world, world.state.trades[refund.out_trade_no], `退款 ${refund.out_refund_no}：${status}`)
  return noticeOfRefund(world, refund, when)
}

/** The refund that settles by itself next, for the scheduler. */
export function nextSettlement(world: World): Due | null {
  let first: Due | null = null
  for (const refund of Object.values(world.state.refunds)) {
    if (refund.settle_at === null || (first !== null && refund.settle_at >= first.at)) continue
    const run = async () => {
      await settleRefund(world, refund, 'SUCCESS', 'now')
    }
    first = { at: refund.settle_at, run }
  }
  return first
}
