import { FIXTURES } from '#sandbox/fixtures'
import { loadKeys, type SandboxKeys } from '#sandbox/keys/key_store'
import { SandboxServer } from '#sandbox/sandbox_server'
import { nextNotice } from '#sandbox/wechat_pay/delivery'
import { nextSettlement } from '#sandbox/wechat_pay/settle_refund'
import { World } from '#sandbox/world'
import type { Settings } from '#sandbox/state'

export type { SandboxKeys } from '#sandbox/keys/key_store'

export interface SandboxOptions {
  /** 0 = any free port. */
  port: number
  keysDir: string
  seed?: string
  /** Takes the place of the origin of every notify_url. */
  notifyBase?: string
  /** Keeps the state over restarts. */
  stateFile?: string
  /** Who signs in with a code that names nobody. */
  demoOpenid?: string
  settings?: Partial<Settings>
}

export interface Sandbox {
  port: number
  /** `http://127.0.0.1:<port>`: all systems under their prefixes. */
  url: string
  /**
   * Base URLs with a port for each host name (`wx`, `pay`, `pay2`). They do the same as the prefixes under
   * `url`; besides, the fault `refuse` really closes their port, so that clients see ECONNREFUSED.
   */
  hosts: Record<string, string>
  keys: SandboxKeys
  close(): Promise<void>
}

/**
 * Starts the stand-ins for WeChat and WeChat Pay on the loopback interface (docs/rules/sandbox.md).
 * Refuses to run in production.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (process.env.NODE_ENV === 'production') throw new Error('生产环境不能启动沙箱')
  const keys = await loadKeys(options.keysDir)
  const world = new World({
    keys,
    seed: options.seed ?? 'sandbox',
    demoOpenid: options.demoOpenid ?? FIXTURES.demoOpenid,
    notifyBase: options.notifyBase ?? null,
    ...(options.stateFile === undefined ? {} : { stateFile: options.stateFile }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  })
  const server = new SandboxServer(world, options.port)
  await server.open()
  world.scheduler.add(() => nextNotice(world))
  world.scheduler.add(() => nextSettlement(world))
  world.scheduler.arm()
  return {
    port: server.main.port,
    url: server.main.url,
    hosts: server.urls(),
    keys,
    close: () => server.close(),
  }
}
