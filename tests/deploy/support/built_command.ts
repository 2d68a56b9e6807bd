import { spawn } from 'node:child_process'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'

/** A command of the built shop, as an operator runs it in a container: nobody answers questions. */
export function builtCommand(args: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, ['ace.js', ...args], {
    cwd: app.makePath('build'),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  child.stdout.on('data', (text) => (printed.out += text))
  child.stderr.on('data', (text) => (printed.err += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...printed }))
  /** Resolves once it has printed that; rejects when it ends without. */
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => printed.out.includes(text) && resolve()
      child.stdout.on('data', look)
      look()
      child.once('close', () =>
        reject(new Error(`ended without "${text}":\n${printed.out}${printed.err}`))
      )
    })
  return { child, ended, says }
}
