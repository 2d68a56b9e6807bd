import { type Html, html, layout, yuan } from '#sandbox/http/html'
import { rfc3339 } from '#sandbox/time'
import { STATE_LABELS } from '#sandbox/wechat_pay/pay_page'
import { reportedState } from '#sandbox/wechat_pay/trades'
import type { Entry } from '#sandbox/control/journal'
import type { Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

const TRADES_SHOWN = 30
const ENTRIES_SHOWN = 40
const REFRESH_SECONDS = 15

const NOTICE_LABELS: Record<string, string> = {
  waiting: '等待发送',
  held: '暂缓发送',
  delivered: '已送达',
  given_up: '已放弃',
  lost: '已丢失',
}

/** Verdicts that are no code of the vendor. */
const VERDICT_LABELS: Record<string, string> = {
  ok: '通过',
  failed: '未成功',
  fault: '故障',
  refused: '拒绝连接',
  held: '暂缓发送',
  lost: '已丢失',
  not_found: '没有这个地址',
}

/** The front page of the sandbox: payments, notifications, clock, faults, the end of the journal. */
export function overviewPage(world: World): string {
  const trades = Object.values(world.state.trades).slice(-TRADES_SHOWN).reverse()
  const entries = world.journal.list({}).slice(-ENTRIES_SHOWN).reverse()
  const body = html`<main>
    <h1>沙箱总览</h1>
    <p class="dim">代替微信登录与微信支付，只供开发、演示和测试使用。页面每 15 秒自动刷新。</p>
    ${clockCard(world)}
    <h2>支付单</h2>
    <section class="card">
      ${
        trades.length === 0
          ? html`<p class="dim">还没有支付单。请先在商城里下单并发起支付，然后回到这里付款。</p>`
          : html`<table>
              <tr>
                <th>下单时间</th>
                <th>商户单号</th>
                <th>说明</th>
                <th>金额</th>
                <th>状态</th>
              </tr>
              ${trades.map((trade) => tradeRow(world, trade))}
            </table>`
      }
    </section>
    ${noticesCard(world)} ${faultsCard(world)}
    <h2>最近的请求与通知</h2>
    <section class="card">
      ${
        entries.length === 0
          ? html`<p class="dim">还没有请求。</p>`
          : html`<table>
              <tr>
                <th>时间</th>
                <th>方向</th>
                <th>系统</th>
                <th>请求</th>
                <th>状态码</th>
                <th>结论</th>
              </tr>
              ${entries.map(entryRow)}
            </table>`
      }
    </section>
  </main>`
  return layout({ title: '沙箱总览', refreshSeconds: REFRESH_SECONDS, body })
}

function clockCard(world: World): Html {
  const isShifted = Math.abs(world.clock.now() - Date.now()) > 1000
  const button = (advance: string, label: string) =>
    html`<form method="post" action="/__sandbox/clock">
      <input type="hidden" name="advance" value="${advance}" /><button>${label}</button>
    </form>`
  return html`<section class="card">
    <p>
      沙箱时间 <strong>${clockText(world.clock.now())}</strong>
      ${isShifted ? html`<span class="bad-text">（已调整，与真实时间不同）</span>` : ''}
    </p>
    <div class="row">
      ${button('1m', '快进 1 分钟')} ${button('10m', '快进 10 分钟')} ${button('1h', '快进 1 小时')}
      <form method="post" action="/__sandbox/clock">
        <input type="hidden" name="set" value="real" /><button>恢复真实时间</button>
      </form>
    </div>
  </section>`
}

function tradeRow(world: World, trade: Trade): Html {
  const link = `/__sandbox/pay/${encodeURIComponent(trade.out_trade_no)}`
  return html`<tr>
    <td>${clockText(trade.created_at)}</td>
    <td><a href="${link}">${trade.out_trade_no}</a></td>
    <td class="wrap">${trade.description}</td>
    <td>${yuan(trade.total)}</td>
    <td>${STATE_LABELS[reportedState(world, trade)]}</td>
  </tr>`
}

function noticesCard(world: World): Html {
  const notices = world.state.notices.filter(({ state }) => state !== 'delivered').slice(-20)
  if (notices.length === 0) return html``
  return html`<h2>未送达的通知</h2>
    <section class="card">
      <table>
        <tr>
          <th>事件</th>
          <th>单号</th>
          <th>状态</th>
          <th>已发次数</th>
          <th>下次发送</th>
        </tr>
        ${notices.map(
          (notice) =>
            html`<tr>
              <td>${notice.event_type}</td>
              <td>${notice.subject}</td>
              <td>${NOTICE_LABELS[notice.state]}</td>
              <td>${notice.tries.length}</td>
              <td>${notice.next_at === null ? '—' : clockText(notice.next_at)}</td>
            </tr>`
        )}
      </table>
    </section>`
}

function faultsCard(world: World): Html {
  const rules = world.faults.list()
  if (rules.length === 0) return html``
  return html`<h2>已安排的故障</h2>
    <section class="card">
      <ol>
        ${rules.map(
          (rule) =>
            html`<li>
              ${rule.system} ${JSON.stringify(rule.match)} ${JSON.stringify(rule.action)}，
              ${rule.times === null ? '一直有效' : `还剩 ${rule.times} 次`}
            </li>`
        )}
      </ol>
    </section>`
}

function entryRow(entry: Entry): Html {
  return html`<tr>
    <td>${entry.at.slice(0, 19).replace('T', ' ')}</td>
    <td>${entry.direction === 'in' ? '收到' : '发出'}</td>
    <td>${entry.direction === 'in' ? entry.host : entry.system}</td>
    <td class="wrap">${entry.method} ${entry.path}</td>
    <td>${entry.status ?? '—'}</td>
    <td>${VERDICT_LABELS[entry.verdict] ?? entry.verdict}</td>
  </tr>`
}

const clockText = (at: number): string => rfc3339(at).slice(0, 19).replace('T', ' ')
