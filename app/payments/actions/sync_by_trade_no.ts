import { syncPayment } from '#payments/actions/sync_payment'
import { row } from '#shared/rows'

/** Asks WeChat about the attempt with this number; an unknown number needs no question. */
export async function syncByTradeNo(outTradeNo: string): Promise<void> {
  const payment = await row<{ id: number }>(`select id from payments where out_trade_no = ?`, [
    outTradeNo,
  ])
  if (payment) await syncPayment(payment.id)
}
