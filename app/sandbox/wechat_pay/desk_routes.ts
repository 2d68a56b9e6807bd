import {
  ControlError,
  json,
  oneOf,
  type Answer,
  type ControlRequest,
} from '#sandbox/control/request'
import { deliver } from '#sandbox/wechat_pay/delivery'
import { noticeView, WHEN } from '#sandbox/wechat_pay/notice_view'
import { refundView } from '#sandbox/wechat_pay/refund_views'
import { canSettle, settleRefund } from '#sandbox/wechat_pay/settle_refund'
import { findRefund, tradeView } from '#sandbox/wechat_pay/trades'
import type { Router } from '#sandbox/http/router'
import type { World } from '#sandbox/world'

/** The inside of WeChat Pay: settling refunds, balance, keys, lists, notifications. */
export function addDeskRoutes(world: World, router: Router<ControlRequest, Answer>): void {
  router
    .on('POST', '/__sandbox/pay/balance', 'balance', (request) => setBalance(world, request))
    .on('POST', '/__sandbox/pay/settings', 'settings', (request) => setSettings(world, request))
    .on('POST', '/__sandbox/pay/refunds/:number/settle', 'settle', (request, { number }) =>
      settle(world, number, request)
    )
    .on('GET', '/__sandbox/trades', 'trades', () =>
      json(200, { data: Object.values(world.state.trades).map((trade) => tradeView(world, trade)) })
    )
    .on('GET', '/__sandbox/refunds', 'refunds', () =>
      json(200, { data: Object.values(world.state.refunds).map(refundView) })
    )
    .on('GET', '/__sandbox/notifications', 'notifications', () =>
      json(200, { data: world.state.notices.map(noticeView) })
    )
    .on('POST', '/__sandbox/notifications/:id/send', 'send', (_request, { id }) =>
      resend(world, id)
    )
}

async function settle(world: World, number: string, request: ControlRequest): Promise<Answer> {
  const refund = findRefund(world, number)
  if (refund === null) throw new ControlError(404, '没有这笔退款单，请检查商户退款单号')
  const status = oneOf(request, 'status', ['SUCCESS', 'CLOSED', 'ABNORMAL'] as const)
  const when = oneOf(request, 'notify', WHEN, 'now')
  if (!canSettle(refund, status)) {
    throw new ControlError(400, `退款已是 ${refund.status}，不能改为 ${status}`)
  }
  const notice = await settleRefund(world, refund, status, when)
  return json(200, {
    ...refundView(refund),
    notification: notice === null ? null : noticeView(notice),
  })
}

function setBalance(world: World, request: ControlRequest): Answer {
  const { balance } = request.fields
  if (balance !== null && !(Number.isSafeInteger(balance) && Number(balance) >= 0)) {
    throw new ControlError(400, 'balance 必须是非负整数（分），或 null 表示不限')
  }
  world.state.balance = balance as number | null
  world.store.touch()
  return json(200, { balance: world.state.balance })
}

function setSettings(world: World, request: ControlRequest): Answer {
  const { settings } = world.state
  const { refund_settle_seconds: seconds = settings.refund_settle_seconds } = request.fields
  if (seconds !== null && !(Number.isSafeInteger(seconds) && Number(seconds) >= 0)) {
    throw new ControlError(400, 'refund_settle_seconds 必须是非负整数（秒），或 null 表示手工')
  }
  world.state.settings = {
    notify_key: oneOf(
      request,
      'notify_key',
      ['public_key', 'certificate', 'mixed'] as const,
      settings.notify_key
    ),
    certificates: oneOf(
      request,
      'certificates',
      ['available', 'gone'] as const,
      settings.certificates
    ),
    refund_settle_seconds: seconds as number | null,
  }
  world.store.touch()
  return json(200, world.state.settings)
}

async function resend(world: World, id: string): Promise<Answer> {
  const notice = world.state.notices.find((one) => one.id === id)
  if (notice === undefined) throw new ControlError(404, '没有这条通知')
  await deliver(world, notice)
  return json(200, noticeView(notice))
}
