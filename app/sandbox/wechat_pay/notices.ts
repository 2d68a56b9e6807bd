import { parseLength, rfc3339 } from '#sandbox/time'
import { seal } from '#sandbox/wechat_pay/aead'
import { deliver } from '#sandbox/wechat_pay/delivery'
import type { WHEN } from '#sandbox/wechat_pay/notice_view'
import { refundNoticeView } from '#sandbox/wechat_pay/refund_views'
import { tradeView } from '#sandbox/wechat_pay/trades'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { Notice, Refund, Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

export type When = (typeof WHEN)[number]

const LATER_MS = 60_000
const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.CLOSED': '退款关闭',
  'REFUND.ABNORMAL': '退款异常',
}

interface Message {
  event_type: string
  original_type: 'transaction' | 'refund'
  subject: string
  url: string
  content: Record<string, unknown>
}

/**
 * Tells the shop that a trade was paid and waits for the first round; `later` waits a minute of the sandbox clock.
 * Answers null when nothing is to be sent.
 */
export function noticeOfPayment(world: World, trade: Trade, when: When): Promise<Notice | null> {
  return send(world, when, {
    event_type: 'TRANSACTION.SUCCESS',
    original_type: 'transaction',
    subject: trade.out_trade_no,
    url: trade.notify_url,
    content: tradeView(world, trade, 'SUCCESS'),
  })
}

/** Tells the shop how a refund ended; a refund without a notify_url tells nobody. */
export async function noticeOfRefund(
  world: World,
  refund: Refund,
  when: When
): Promise<Notice | null> {
  if (refund.notify_url === null) return null
  return send(world, when, {
    event_type: `REFUND.${refund.status}`,
    original_type: 'refund',
    subject: refund.out_refund_no,
    url: refund.notify_url,
    content: refundNoticeView(refund),
  })
}

async function send(world: World, when: When, message: Message): Promise<Notice | null> {
  if (when === 'never') return null
  const notice = compose(world, message)
  if (when === 'later') notice.next_at = world.clock.now() + LATER_MS
  world.state.notices.push(notice)
  world.store.touch()
  if (notice.state === 'waiting' && notice.next_at === null) await deliver(world, notice)
  world.scheduler.arm()
  return notice
}

/** Makes the notification; a fault may falsify it before it is encrypted, or say how it travels. */
function compose(world: World, message: Message): Notice {
  const now = world.clock.now()
  const faults: number[] = []
  const probe = {
    system: 'pay',
    method: 'POST',
    path: new URL(message.url).pathname,
    kind: 'notification',
    event_type: message.event_type,
  } as const
  const action = world.faults.take('notify', probe, { faults })?.action ?? {}
  const id = `8f0d6a1c-3b52-5e7f-9a10-${world.ids.padded('notification', 12)}`
  const body = {
    id,
    create_time: rfc3339(now),
    event_type: message.event_type,
    resource_type: 'encrypt-resource',
    summary: SUMMARIES[message.event_type],
    resource: {
      original_type: message.original_type,
      ...seal(world, JSON.stringify(falsify(message.content, action)), message.original_type),
    },
  }
  const notice: Notice = {
    id,
    event_type: message.event_type,
    subject: message.subject,
    url: message.url,
    body: JSON.stringify(body),
    state: stateAfter(action),
    rounds: 0,
    copies: copiesFor(action),
    faults,
    tries: [],
    next_at: action.notify === 'delay' ? now + (parseLength(action.by ?? '1h') ?? 0) : null,
  }
  if (notice.state !== 'waiting') journalUnsent(world, notice)
  return notice
}

/** The content with the field of a `tamper` replaced: `amount.total` names a field inside a field. */
function falsify(content: Record<string, unknown>, action: FaultAction): Record<string, unknown> {
  if (action.notify !== 'tamper' || action.field === undefined) return content
  const copy = structuredClone(content)
  const names = action.field.split('.')
  const last = names.pop() ?? ''
  let inner: Record<string, unknown> = copy
  for (const name of names) inner = (inner[name] ??= {}) as Record<string, unknown>
  inner[last] = action.value
  return copy
}

function stateAfter(action: FaultAction): Notice['state'] {
  if (action.notify === 'drop') return 'lost'
  return action.notify === 'reorder' ? 'held' : 'waiting'
}

function copiesFor(action: FaultAction): Notice['copies'] {
  const isCopied = action.notify === 'duplicate' || action.notify === 'concurrent'
  return {
    times: isCopied ? (action.times ?? 2) : 1,
    parallel: action.notify === 'concurrent',
  }
}

function journalUnsent(world: World, notice: Notice): void {
  const url = new URL(notice.url)
  world.journal.open({
    system: 'pay',
    direction: 'out',
    host: url.host,
    method: 'POST',
    path: url.pathname,
    operation: notice.event_type,
    request: { id: notice.id, event_type: notice.event_type, subject: notice.subject },
    faults: [...notice.faults],
    verdict: notice.state,
  })
}
