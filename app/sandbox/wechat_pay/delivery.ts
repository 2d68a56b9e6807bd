import { post } from '#sandbox/http/post'
import { LENGTH, rfc3339 } from '#sandbox/time'
import { signatureHeaders, type SigningKey } from '#sandbox/wechat_pay/signing'
import type { Due } from '#sandbox/control/scheduler'
import type { Notice } from '#sandbox/state'
import type { World } from '#sandbox/world'

const DEADLINE_MS = 5 * LENGTH.SECOND

/** Pauses after each failed round, in seconds: 24 hours and 4 minutes in all. */
const RETRY_AFTER = [
  ...[15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600],
  ...[10_800, 10_800, 10_800, 21_600, 21_600],
]

/**
 * Sends a notification once, or as often as a fault wants it copied, and plans the next round when nobody took it.
 * Every try carries the same body and id and a new timestamp, nonce and signature. Afterwards the ones that were held back follow.
 */
export async function deliver(world: World, notice: Notice): Promise<void> {
  if (world.inFlight.has(notice.id)) return
  world.inFlight.add(notice.id)
  const wasDelivered = notice.state === 'delivered'
  notice.state = 'waiting'
  notice.rounds++
  const { times, parallel } = notice.copies
  notice.copies = { times: 1, parallel: false }
  const results: boolean[] = []
  try {
    if (parallel) {
      results.push(
        ...(await Promise.all(Array.from({ length: times }, () => attempt(world, notice))))
      )
    } else {
      for (let copy = 0; copy < times; copy++) results.push(await attempt(world, notice))
    }
  } finally {
    world.inFlight.delete(notice.id)
  }
  settle(world, notice, wasDelivered || results.includes(true))
  await release(world, notice)
}

/** The notification that waits longest, for the scheduler. */
export function nextNotice(world: World): Due | null {
  let first: Due | null = null
  for (const notice of world.state.notices) {
    if (notice.state !== 'waiting' || world.inFlight.has(notice.id)) continue
    const at = notice.next_at ?? 0
    if (first === null || at < first.at) first = { at, run: () => deliver(world, notice) }
  }
  return first
}

function settle(world: World, notice: Notice, taken: boolean): void {
  const pause = RETRY_AFTER[notice.rounds - 1]
  notice.next_at = null
  if (taken) notice.state = 'delivered'
  else if (pause === undefined) notice.state = 'given_up'
  else notice.next_at = world.clock.now() + pause * LENGTH.SECOND
  world.store.touch()
  world.scheduler.arm()
}

async function release(world: World, sent: Notice): Promise<void> {
  for (const notice of world.state.notices) {
    // Asked anew each time: the one before has released the others already.
    if (notice.state === 'held' && notice !== sent) await deliver(world, notice)
  }
}

async function attempt(world: World, notice: Notice): Promise<boolean> {
  const url = target(world, notice)
  const body = Buffer.from(notice.body, 'utf8')
  const entry = world.journal.open({
    system: 'pay',
    direction: 'out',
    host: url.host,
    method: 'POST',
    path: url.pathname,
    operation: notice.event_type,
    request: { id: notice.id, event_type: notice.event_type, subject: notice.subject },
    faults: [...notice.faults],
  })
  const probe = {
    system: 'pay',
    method: 'POST',
    path: url.pathname,
    kind: 'notification',
    event_type: notice.event_type,
  } as const
  const skew = world.faults.take('skew', probe, entry)?.action.clock_skew_s ?? 0
  const signed = signatureHeaders(world, {
    body,
    key: chooseKey(world),
    skewMs: skew * LENGTH.SECOND,
    fault: world.faults.take('signature', probe, entry)?.action.signature,
  })
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Mozilla/4.0', ...signed }
  const result = await post(url, { headers, body, deadlineMs: DEADLINE_MS, closing: world.closing })
    .then((status) => ({ status, error: null }))
    .catch((error: Error) => ({ status: null, error: error.message }))
  notice.tries.push({ at: rfc3339(world.clock.now()), ...result })
  const taken = result.status === 200 || result.status === 204
  entry.status = result.status
  entry.verdict = taken ? 'ok' : 'failed'
  entry.note = result.error
  return taken
}

function target(world: World, notice: Notice): URL {
  const url = new URL(notice.url)
  return world.notifyBase === null ? url : new URL(url.pathname, world.notifyBase)
}

/** During a switch WeChat signs with either key; here they take turns. */
function chooseKey(world: World): SigningKey {
  const chosen = world.state.settings.notify_key
  if (chosen !== 'mixed') return chosen
  return world.ids.next('mixed signature') % 2 === 1 ? 'public_key' : 'certificate'
}
