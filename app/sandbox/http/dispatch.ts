import { setTimeout as wait } from 'node:timers/promises'
import { parseJson, type Answer, type Incoming } from '#sandbox/http/exchange'
import { withoutSecrets } from '#sandbox/control/journal'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { Faults } from '#sandbox/control/faults'
import type { System } from '#sandbox/http/system'

/** What happens on the connection: an answer, a cut, or silence. */
export type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'reset' } | { kind: 'hang' }

const HUGE_BYTES = 2 * 1024 * 1024

const gateway = (status: number): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: Buffer.from(`<html><head><title>${status}</title></head><body>gateway</body></html>`),
})

/**
 * Takes one request through its system, with the faults that were ordered for it.
 * A fault either acts instead of processing (`refuse`, an error, the rate) or on the answer after
 * processing (`delay_ms`, `process_then`, `malformed`). The journal entry tells which.
 */
export async function dispatch(
  system: System,
  incoming: Incoming,
  faults: Faults,
  closing: AbortSignal
): Promise<Outcome> {
  const { entry } = incoming
  const probe = {
    system: system.name,
    host: incoming.host,
    method: incoming.method,
    path: incoming.path,
    kind: 'answer',
  } as const
  const skew = faults.take('skew', probe, entry)
  incoming.skewMs = (skew?.action.clock_skew_s ?? 0) * 1000
  const action = faults.take('request', probe, entry)?.action ?? {}

  if (action.refuse === true) {
    entry.verdict = 'refused'
    return { kind: 'reset' }
  }
  const instead = answerInstead(system, action)
  const plain = instead ?? (await system.answer(incoming))
  if (instead !== null) entry.verdict = 'fault'
  if (action.delay_ms !== undefined) {
    await wait(action.delay_ms, null, { signal: closing, ref: false })
  }
  entry.status = plain.status
  entry.response = withoutSecrets(parseJson(plain.body) ?? null)
  return lose(system, incoming, plain, action)
}

function answerInstead(system: System, action: FaultAction): Answer | null {
  if (action.rate !== undefined) return system.tooFast()
  if (action.status === undefined && action.code === undefined && action.errcode === undefined) {
    return null
  }
  return system.failure(action)
}

function lose(system: System, incoming: Incoming, plain: Answer, action: FaultAction): Outcome {
  const { entry } = incoming
  if (action.process_then === 'hang' || action.process_then === 'reset') {
    entry.note = `processed, then ${action.process_then}`
    return { kind: action.process_then }
  }
  if (action.process_then !== undefined) {
    const status = Number(action.process_then.slice('status '.length))
    entry.note = `processed, then ${action.process_then}`
    return { kind: 'answer', answer: gateway(status) }
  }
  if (action.malformed === 'html') return { kind: 'answer', answer: gateway(200) }
  return { kind: 'answer', answer: system.seal(incoming, mangle(plain, action.malformed)) }
}

function mangle(answer: Answer, kind: FaultAction['malformed']): Answer {
  if (kind === 'truncated') {
    return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) }
  }
  if (kind === 'empty') return { ...answer, body: Buffer.alloc(0) }
  if (kind === 'huge') return { ...answer, body: Buffer.alloc(HUGE_BYTES, ' ') }
  return answer
}
