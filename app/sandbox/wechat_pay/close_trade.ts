import { FIXTURES } from '#sandbox/fixtures'
import { PayError } from '#sandbox/wechat_pay/errors'
import { Fields } from '#sandbox/wechat_pay/fields'
import { findTrade, isPaid, record } from '#sandbox/wechat_pay/trades'
import type { World } from '#sandbox/world'

/**
 * Closes an unpaid order. An unknown or already closed number is no error: the real service answers 204 there too,
 * which is why 204 proves nothing. Throws PayError: ORDERPAID, USERPAYING (202).
 */
export function closeTrade(world: World, outTradeNo: string, body: unknown): void {
  const mchid = new Fields(body).only('mchid').text('mchid', { max: 32 })
  if (mchid !== FIXTURES.mchid) throw new PayError('MCH_NOT_EXISTS')
  const trade = findTrade(world, outTradeNo)
  if (trade === null || trade.state === 'CLOSED') return
  if (isPaid(trade)) throw new PayError('ORDERPAID')
  if (trade.state === 'USERPAYING') throw new PayError('USERPAYING')
  trade.state = 'CLOSED'
  record(world, trade, '商户关单')
}
