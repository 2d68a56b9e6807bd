import {
  ControlError,
  json,
  oneOf,
  page,
  seeOther,
  type Answer,
  type ControlRequest,
} from '#sandbox/control/request'
import { noticeView, WHEN } from '#sandbox/wechat_pay/notice_view'
import { payPage } from '#sandbox/wechat_pay/pay_page'
import { begin, cancel, fail, pay, PayingError } from '#sandbox/wechat_pay/paying'
import { findTrade, reportedState, tradeView } from '#sandbox/wechat_pay/trades'
import type { PaymentParameters } from '#sandbox/wechat_pay/paying'
import type { Notice, Trade } from '#sandbox/state'
import type { Router } from '#sandbox/http/router'
import type { World } from '#sandbox/world'

type Step = (trade: Trade, request: ControlRequest) => Promise<Notice | null> | void

/** The buyer's hands: the pay page and what its buttons do. Add the fixed addresses below `/pay` before these. */
export function addBuyerRoutes(world: World, router: Router<ControlRequest, Answer>): void {
  const step = (name: string, done: string, act: Step) =>
    router.on('POST', `/__sandbox/pay/:number/${name}`, name, async (request, { number }) =>
      answerStep(world, requireTrade(world, number), request, done, act)
    )
  router.on('GET', '/__sandbox/pay/:number', 'pay_page', (request, { number }) =>
    showTrade(world, requireTrade(world, number), request)
  )
  step('pay', '支付成功。', (trade, request) => pay(world, trade, readPayment(request)))
  step('begin', '正在支付。', (trade) => begin(world, trade))
  step('cancel', '已取消，订单仍可支付。', (trade) => cancel(world, trade))
  step('fail', '支付失败。', (trade) => fail(world, trade))
}

function requireTrade(world: World, number: string): Trade {
  const trade = findTrade(world, number)
  if (trade === null) throw new ControlError(404, '没有这笔支付单，请检查商户单号')
  return trade
}

function readPayment(request: ControlRequest) {
  const { openid, payer_total: payerTotal, parameters } = request.fields
  if (openid !== undefined && typeof openid !== 'string') {
    throw new ControlError(400, 'openid 必须是文本')
  }
  return {
    notify: oneOf(request, 'notify', WHEN, 'now'),
    ...(openid === undefined ? {} : { openid }),
    ...(payerTotal === undefined ? {} : { payer_total: Number(payerTotal) }),
    ...(parameters === undefined ? {} : { parameters: parameters as PaymentParameters }),
  }
}

async function answerStep(
  world: World,
  trade: Trade,
  request: ControlRequest,
  done: string,
  act: Step
): Promise<Answer> {
  const address = `/__sandbox/pay/${encodeURIComponent(trade.out_trade_no)}`
  try {
    const notice = (await act(trade, request)) ?? null
    if (request.isForm) return seeOther(`${address}?${new URLSearchParams({ done })}`)
    const { transaction_id: transactionId } = trade
    return json(200, {
      out_trade_no: trade.out_trade_no,
      trade_state: reportedState(world, trade),
      transaction_id: transactionId,
      notification: notice === null ? null : noticeView(notice),
    })
  } catch (error) {
    if (!(error instanceof PayingError)) throw error
    if (request.isForm)
      return seeOther(`${address}?${new URLSearchParams({ refused: error.message })}`)
    throw new ControlError(400, error.message)
  }
}

function showTrade(world: World, trade: Trade, request: ControlRequest): Answer {
  if (!request.wantsHtml) return json(200, tradeView(world, trade))
  const done = request.query.get('done')
  const refused = request.query.get('refused')
  const text = refused ?? done
  return page(200, payPage(world, trade, text === null ? null : { text, ok: refused === null }))
}
