import app from '@adonisjs/core/services/app'
import type { Group } from '@japa/runner/core'
import { Runtime } from '#integrations/runtime'
import { startSandbox, type Sandbox } from '#sandbox/server'
import settings from '#start/env'

let running: Promise<Sandbox> | undefined

/** The last journal entry before the running test, so that a test counts only its own calls. */
let before = 0

/**
 * The stand-in for WeChat on the port that the shop was told, started once for the process. Its trades
 * and numbers go on from test to test, as WeChat's do; every test begins without faults, and without the
 * breakers' memory of those of others.
 */
export function usesSandbox(group: Group) {
  group.setup(async () => {
    await sandbox()
  })
  group.each.setup(async () => {
    await control('DELETE', '/__sandbox/faults')
    const runtime = await app.container.make(Runtime)
    for (const { group: name } of runtime.breakerSnapshots()) runtime.breaker(name).reset()
    const entries = await journal()
    before = entries.at(-1)?.seq ?? before
  })
}

export function sandbox(): Promise<Sandbox> {
  running ??= startSandbox({
    port: settings.sandbox.port,
    keysDir: settings.sandbox.keysDir,
    settings: { refund_settle_seconds: null },
  })
  return running
}

/** Stops the sandbox, if one was started, so that the test process can end. */
export async function stopSandbox(): Promise<void> {
  const started = await running
  running = undefined
  await started?.close()
}

/** Drives the sandbox over HTTP, as a person or a test would. @throws Error when it refuses */
export async function control<Answer = Record<string, unknown>>(
  method: string,
  path: string,
  body?: object
): Promise<Answer> {
  const { url } = await sandbox()
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'accept': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text) as Answer
}

/** The buyer pays on the phone; `notify` says what becomes of WeChat's message. */
export function payAtWechat(outTradeNo: string, notify: 'now' | 'later' | 'never' = 'now') {
  return control('POST', `/__sandbox/pay/${outTradeNo}/pay`, { notify })
}

export function fault(rule: object) {
  return control('POST', '/__sandbox/faults', rule)
}

interface JournalEntry {
  seq: number
  direction: 'in' | 'out'
  method: string
  path: string
}

async function journal(): Promise<JournalEntry[]> {
  const address = `/__sandbox/journal?system=pay&since=${before}`
  const { data } = await control<{ data: JournalEntry[] }>('GET', address)
  return data
}

/** How many requests of this kind the running test sent to the pay host. */
export async function countCalls(method: string, path: RegExp): Promise<number> {
  const calls = await journal()
  return calls.filter(
    (call) => call.direction === 'in' && call.method === method && path.test(call.path)
  ).length
}
