import { isIP } from 'node:net'
import { FIXTURES } from '#sandbox/fixtures'
import { compactTime, LENGTH, rfc3339 } from '#sandbox/time'
import { isOurOpenid } from '#sandbox/wechat/people'
import { PayError } from '#sandbox/wechat_pay/errors'
import { Fields } from '#sandbox/wechat_pay/fields'
import { findTrade, isPaid, record } from '#sandbox/wechat_pay/trades'
import type { Entry } from '#sandbox/control/journal'
import type { Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

const PREPAY_LIFE = 2 * LENGTH.HOUR
const NEAREST_DEADLINE = LENGTH.MINUTE
const FURTHEST_DEADLINE = 7 * LENGTH.DAY

type Order = Pick<
  Trade,
  'out_trade_no' | 'description' | 'attach' | 'notify_url' | 'total' | 'openid' | 'parameters'
> & { time_expire: number | null }

/**
 * Creates a JSAPI payment (docs/rules/sandbox.md). The same number with identical parameters gives the same
 * `prepay_id`, or a new one when that has run out; other parameters are refused. Throws PayError.
 */
export function prepay(world: World, body: unknown, entry: Entry): { prepay_id: string } {
  const order = readOrder(world, body)
  const known = findTrade(world, order.out_trade_no)
  const trade = known === null ? open(world, order, entry) : repeat(world, known, order)
  world.store.touch()
  return { prepay_id: trade.prepay_id }
}

function readOrder(world: World, body: unknown): Order {
  const fields = new Fields(body).only(
    ...['appid', 'mchid', 'description', 'out_trade_no', 'time_expire', 'attach', 'notify_url'],
    ...['goods_tag', 'support_fapiao', 'amount', 'payer', 'detail', 'scene_info', 'settle_info']
  )
  const appid = fields.text('appid', { max: 32 })
  const mchid = fields.text('mchid', { max: 32 })
  const description = fields.text('description', { max: 127 })
  const outTradeNo = fields.text('out_trade_no', { pattern: /^[0-9A-Za-z_\-|*]{6,32}$/ })
  const timeExpire = fields.moment('time_expire')
  const attach = fields.optionalText('attach', { maxBytes: 128 })
  const notifyUrl = fields.callback('notify_url')
  const amount = fields.object('amount').only('total', 'currency')
  const total = amount.integer('total', 1)
  amount.currency(true)
  const openid = fields.object('payer').only('openid').text('openid', { max: 128 })
  checkScene(fields)
  if (mchid !== FIXTURES.mchid) throw new PayError('MCH_NOT_EXISTS')
  if (appid !== FIXTURES.appid) throw new PayError('APPID_MCHID_NOT_MATCH')
  if (!isOurOpenid(world, openid)) throw new PayError('OPENID_MISMATCH')
  return {
    out_trade_no: outTradeNo,
    description,
    attach,
    notify_url: notifyUrl,
    total,
    openid,
    time_expire: timeExpire,
    parameters: canonical(body),
  }
}

function checkScene(fields: Fields): void {
  if (!fields.has('scene_info')) return
  const scene = fields.object('scene_info').only('payer_client_ip', 'device_id', 'store_info')
  if (isIP(scene.text('payer_client_ip', { max: 45 })) === 0) {
    throw new PayError('PARAM_ERROR', '参数错误：/scene_info/payer_client_ip 必须是 IP 地址', {
      field: '/scene_info/payer_client_ip',
      location: 'body',
    })
  }
}

function open(world: World, order: Order, entry: Entry): Trade {
  const now = world.clock.now()
  const wanted = order.time_expire ?? now + FURTHEST_DEADLINE
  const moved = Math.min(Math.max(wanted, now + NEAREST_DEADLINE), now + FURTHEST_DEADLINE)
  if (moved !== wanted) entry.note = `time_expire moved to ${rfc3339(moved)}`
  const trade: Trade = {
    ...order,
    time_expire: moved,
    payer_total: order.total,
    prepay_id: newPrepayId(world),
    prepay_expires_at: now + PREPAY_LIFE,
    created_at: now,
    state: 'NOTPAY',
    transaction_id: null,
    paid_at: null,
    events: [],
  }
  world.state.trades[order.out_trade_no] = trade
  record(world, trade, '商户下单')
  return trade
}

function repeat(world: World, trade: Trade, order: Order): Trade {
  const now = world.clock.now()
  if (isPaid(trade)) throw new PayError('ORDERPAID')
  if (trade.state === 'CLOSED') throw new PayError('ORDER_CLOSED')
  if (trade.parameters !== order.parameters) {
    throw new PayError('INVALID_REQUEST', '请求重入时，参数与首次请求时不一致')
  }
  if (trade.state === 'PAYERROR') throw new PayError('INVALID_REQUEST', '订单支付失败，请换单号')
  if (trade.time_expire <= now) throw new PayError('INVALID_REQUEST', '订单已超过支付截止时间')
  if (trade.prepay_expires_at <= now) {
    trade.prepay_id = newPrepayId(world)
    trade.prepay_expires_at = now + PREPAY_LIFE
  }
  return trade
}

function newPrepayId(world: World): string {
  const moment = compactTime(world.clock.now()).slice(6)
  return `wx${moment}000000sandbox${world.ids.padded('prepay', 10)}`
}

/** The same text for the same parameters, in whatever order they come. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  )
}
