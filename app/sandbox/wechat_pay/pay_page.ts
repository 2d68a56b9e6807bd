import { type Html, html, layout, yuan } from '#sandbox/http/html'
import { LENGTH, rfc3339 } from '#sandbox/time'
import { isOpen } from '#sandbox/wechat_pay/paying'
import { reportedState } from '#sandbox/wechat_pay/trades'
import type { Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

const REFRESH_SECONDS = 10

/** What people read for each state of a payment. */
export const STATE_LABELS: Record<string, string> = {
  NOTPAY: '待支付',
  USERPAYING: '支付中',
  SUCCESS: '支付成功',
  REFUND: '已支付，有退款',
  CLOSED: '已关闭',
  PAYERROR: '支付失败',
}

/** The buyer's payment sheet as a page: amount, purpose, state, time left and three buttons. It needs no script. */
export function payPage(world: World, trade: Trade, notice: { text: string; ok: boolean } | null) {
  const open = isOpen(world, trade)
  const body = html`<main class="narrow">
    <h1>微信支付 · 沙箱</h1>
    <p class="dim">这里代替手机上的微信支付，不会产生真实扣款。</p>
    ${
      notice === null
        ? ''
        : html`<p class="note ${notice.ok ? '' : 'bad'}" role="status">${notice.text}</p>`
    }
    <section class="card">
      <p class="center">${trade.description}</p>
      <p class="amount">${yuan(trade.total)}</p>
      <p class="center">${stateText(world, trade, open)}</p>
      ${open ? buttons(trade) : ''}
      <dl>
        <dt>商户单号</dt>
        <dd>${trade.out_trade_no}</dd>
        ${
          trade.transaction_id === null
            ? ''
            : html`<dt>微信支付单号</dt>
                <dd>${trade.transaction_id}</dd>`
        }
        <dt>付款人</dt>
        <dd>${trade.openid}</dd>
        <dt>支付截止</dt>
        <dd>${moment(trade.time_expire)}</dd>
      </dl>
    </section>
    <section class="card">
      <strong>经过</strong>
      <ol>
        ${trade.events.map((event) => html`<li>${moment(event.at)} ${event.text}</li>`)}
      </ol>
    </section>
    <p class="center"><a href="/__sandbox">返回沙箱总览</a></p>
  </main>`
  return layout({
    title: `支付 ${yuan(trade.total)} · 沙箱`,
    ...(open ? { refreshSeconds: REFRESH_SECONDS } : {}),
    body,
  })
}

function stateText(world: World, trade: Trade, open: boolean): Html {
  const label = STATE_LABELS[reportedState(world, trade)]
  if (open) return html`<strong>${label}</strong>，剩余 ${timeLeft(world, trade)}`
  if (trade.state === 'NOTPAY' || trade.state === 'USERPAYING') {
    return html`<strong class="bad-text">已超过支付截止时间</strong>`
  }
  return html`<strong>${label}</strong>`
}

function buttons(trade: Trade): Html {
  const action = `/__sandbox/pay/${encodeURIComponent(trade.out_trade_no)}`
  return html`<div class="stack">
    <form method="post" action="${action}/pay"><button class="go">支付</button></form>
    <form method="post" action="${action}/cancel"><button>取消</button></form>
    <form method="post" action="${action}/fail"><button>失败（模拟银行拒绝）</button></form>
  </div>`
}

/** Minutes and seconds until the deadline, on the sandbox clock. */
export function timeLeft(world: World, trade: Trade): string {
  const seconds = Math.max(0, Math.ceil((trade.time_expire - world.clock.now()) / LENGTH.SECOND))
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 120) return `${Math.floor(minutes / 60)} 小时`
  return minutes > 0 ? `${minutes} 分 ${seconds % 60} 秒` : `${seconds} 秒`
}

const moment = (at: number): string => rfc3339(at).slice(0, 19).replace('T', ' ')
