import { spawn, type ChildProcess } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'

/** How a script ended and what it said, both streams together. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  said: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

export type Script = 'backup' | 'restore' | 'upgrade' | 'rollback'

/** Starts a script of `deploy/` in a process group of its own, as a terminal or cron would. */
export function startScript(
  script: Script,
  args: string[],
  environment: Record<string, string>,
  before: string[] = []
): Running {
  const [program, ...rest] = [...before, app.makePath(`deploy/${script}.sh`), ...args]
  const { PATH, HOME } = process.env
  const child = spawn(program, rest, {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  return { child, ended: outcome(child) }
}

async function outcome(child: ChildProcess): Promise<Ended> {
  const [said, complained, [code, signal]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ])
  return { code, signal, said: `${said}${complained}` }
}
