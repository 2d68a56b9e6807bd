import { spawn, type ChildProcess } from 'node:child_process'
import { on, once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A process of the shop beside the tests: same database, own memory. */
export interface ShopProcess {
  child: ChildProcess
  port: number
  url: string
  kill: (signal: NodeJS.Signals) => Promise<void>
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Starts web or worker as `npm start` does and waits until it says that it is ready. With `pipe`, what
 * it prints can be read from `child.stdout`.
 */
export async function startProcess(
  kind: 'web' | 'worker',
  environment: Record<string, string> = {},
  output: 'ignore' | 'pipe' = 'ignore'
): Promise<ShopProcess> {
  const port = await freePort()
  const entry = kind === 'web' ? ['bin/server.ts'] : ['bin/console.ts', 'worker']
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', ...entry], {
    env: { ...process.env, PORT: String(port), ...environment },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  return whenReady(child, kind, port)
}

/** The process as soon as it says that it is ready. @throws Error when it ends before */
export async function whenReady(
  child: ChildProcess,
  kind: string,
  port: number
): Promise<ShopProcess> {
  await Promise.race([
    saysReady(child),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the ${kind} process ended with ${code} before it was ready`)
    }),
  ])
  return {
    child,
    port,
    url: `http://127.0.0.1:${port}`,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function saysReady(child: ChildProcess): Promise<void> {
  for await (const [message] of on(child, 'message'))
    if ((message as { isAdonisJS?: boolean }).isAdonisJS) return
}
