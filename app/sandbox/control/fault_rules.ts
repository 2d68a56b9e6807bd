import type { SystemName } from '#sandbox/control/journal'

/** A rule that is unclear; the text says what to write. */
export class FaultError extends Error {}

/** Where on its way an exchange meets the fault; at each stage the first matching rule acts. */
export type Stage = 'request' | 'signature' | 'notify' | 'token_use' | 'token_issue' | 'skew'

/** The action as it was given; exactly one of its kinds is present. */
export interface FaultAction {
  delay_ms?: number
  status?: number
  code?: string
  errcode?: number
  message?: string
  body?: unknown
  process_then?: string
  refuse?: true
  malformed?: 'html' | 'truncated' | 'empty' | 'huge'
  rate?: { per_second: number }
  signature?: 'wrong' | 'missing' | 'stale' | 'future' | 'unknown_serial' | 'probe' | 'other_key'
  notify?: 'duplicate' | 'concurrent' | 'reorder' | 'drop' | 'delay' | 'tamper'
  times?: number
  by?: string
  field?: string
  value?: unknown
  token?: 'expire_now' | 'refuse' | 'short'
  seconds?: number
  clock_skew_s?: number
}

export interface FaultMatch {
  method?: string
  /** Exact, or a beginning when it ends in `*`. */
  path?: string
  /** `wx`, `pay` or `pay2`. */
  host?: string
  kind?: 'answer' | 'notification'
  event_type?: string
}

export interface FaultRule {
  id: number
  system: SystemName
  match: FaultMatch
  /** How often it still acts; null = until it is cleared. */
  times: number | null
  /** How many matching exchanges it lets pass first. */
  skip: number
  stage: Stage
  action: FaultAction
}

const ONE_OF: Record<string, readonly string[]> = {
  malformed: ['html', 'truncated', 'empty', 'huge'],
  signature: ['wrong', 'missing', 'stale', 'future', 'unknown_serial', 'probe', 'other_key'],
  notify: ['duplicate', 'concurrent', 'reorder', 'drop', 'delay', 'tamper'],
  token: ['expire_now', 'refuse', 'short'],
}

const STAGES: [keyof FaultAction, Stage][] = [
  ['signature', 'signature'],
  ['notify', 'notify'],
  ['token', 'token_use'],
  ['clock_skew_s', 'skew'],
  ['process_then', 'request'],
  ['refuse', 'request'],
  ['malformed', 'request'],
  ['rate', 'request'],
  ['status', 'request'],
  ['code', 'request'],
  ['errcode', 'request'],
  ['delay_ms', 'request'],
]

const KNOWN = new Set<string>([
  ...STAGES.map(([name]) => name),
  ...['message', 'body', 'times', 'by', 'field', 'value', 'seconds'],
])

const MATCHES = ['method', 'path', 'host', 'kind', 'event_type']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

/** Reads a rule as it is posted to `/__sandbox/faults`; throws FaultError with a Chinese text when it is unclear. */
export function parseFaultRule(input: unknown, id: number): FaultRule {
  if (!isRecord(input)) throw new FaultError('请求体必须是 JSON 对象')
  const { system, match = {}, times = null, skip = 0, action } = input
  if (system !== 'wx' && system !== 'pay') throw new FaultError('system 只能是 wx 或 pay')
  if (!isRecord(match)) throw new FaultError('match 必须是对象')
  for (const [name, value] of Object.entries(match)) {
    if (!MATCHES.includes(name)) throw new FaultError(`match 不认识字段 ${name}`)
    if (typeof value !== 'string') throw new FaultError(`match.${name} 必须是文本`)
  }
  if (times !== null && !isCount(times)) throw new FaultError('times 必须是非负整数')
  if (!isCount(skip)) throw new FaultError('skip 必须是非负整数')
  if (!isRecord(action)) throw new FaultError('action 必须是对象')
  return { id, system, match, times, skip, stage: stageOf(action), action }
}

function stageOf(action: Record<string, unknown>): Stage {
  for (const name of Object.keys(action)) {
    if (!KNOWN.has(name)) throw new FaultError(`action 不认识字段 ${name}`)
  }
  const found = STAGES.find(([name]) => action[name] !== undefined)
  if (found === undefined) throw new FaultError('action 没有说明要做什么')
  for (const [name, allowed] of Object.entries(ONE_OF)) {
    const value = action[name]
    if (value !== undefined && !allowed.includes(String(value))) {
      throw new FaultError(`action.${name} 只能是 ${allowed.join('、')}`)
    }
  }
  if (
    action.process_then !== undefined &&
    !/^(?:hang|reset|status [45]\d\d)$/.test(String(action.process_then))
  ) {
    throw new FaultError('action.process_then 只能是 hang、reset 或 status 502 这样的文本')
  }
  if (action.rate !== undefined && !(isRecord(action.rate) && isCount(action.rate.per_second))) {
    throw new FaultError('action.rate 需要 per_second')
  }
  for (const name of ['delay_ms', 'times', 'seconds', 'status']) {
    if (action[name] !== undefined && !isCount(action[name])) {
      throw new FaultError(`action.${name} 必须是非负整数`)
    }
  }
  // A short life is given when a token is made; the other two strike when it is used.
  return action.token === 'short' ? 'token_issue' : found[1]
}
