import { startRefund } from '#payments/actions/start_refund'
import type { JobPayloads } from '#shared/queue'

/** Repeated by the queue until WeChat took the refund or refused it for good. */
export async function startRefundJob({ refundId }: JobPayloads['refunds.start']): Promise<void> {
  const start = await startRefund(refundId)
  if (start === 'retry') throw new Error('the refund did not reach WeChat')
}
