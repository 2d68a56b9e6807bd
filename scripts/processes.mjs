import { spawn } from 'node:child_process'
import { gone, identify, pause } from './process_identity.mjs'
import { complain, Refusal } from './report.mjs'

/** How long a service may finish its work when it is asked to end, and a command its own. */
const PATIENCE = 18_000
const COMMAND_PATIENCE = 3_000
const READY_WITHIN = 120_000

/**
 * The child processes of one start. Each has its own process group, so that a signal from the terminal
 * reaches the starter only, which then stops them in order; and a channel, whose end tells
 * them that the starter is gone.
 */
export class Processes {
  #running = new Map()
  #services = new Map()
  #stopping = false
  #report
  /** Settles with `{ name, code }` when a service ends although nobody asked it to. */
  ended = new Promise((resolve) => (this.#report = resolve))

  constructor({ cwd, variables, onChange = () => {} }) {
    Object.assign(this, { cwd, variables, onChange })
  }

  #spawn(name, command, args, options) {
    if (this.#stopping) throw new Refusal('已停止启动。')
    const child = spawn(command, args, {
      cwd: options.cwd ?? this.cwd,
      env: { ...this.variables, ...options.variables },
      detached: true,
      stdio: ['ignore', ...(options.quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit']), 'ipc'],
    })
    const exit = new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: 1, error }))
      child.once('exit', (code, signal) => resolve({ code: code ?? 1, signal }))
    })
    const { stopBy = 'SIGTERM', patience = PATIENCE } = options
    const entry = { name, child, exit, stopBy, patience, identity: identify(child.pid) }
    this.#running.set(name, entry)
    this.#changed()
    exit.then(() => {
      this.#running.delete(name)
      this.#changed()
    })
    return entry
  }

  /** Tells which processes run now, in a form that can be written down. */
  #changed() {
    this.onChange(
      [...this.#running.values()].map(({ identity, stopBy }) => ({ ...identity, stopBy }))
    )
  }

  /** Runs a command to its end. What it prints is shown, with `quiet` only when it fails. */
  async run(name, command, args, options = {}) {
    const { child, exit } = this.#spawn(name, command, args, {
      patience: COMMAND_PATIENCE,
      ...options,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => (output += text))
    const printed = new Promise((resolve) => child.once('close', resolve))
    const { code, error } = await exit
    if (code === 0) return
    await Promise.race([printed, pause(1_000)])
    process.stderr.write(output)
    throw this.#stopping
      ? new Refusal('已停止启动。')
      : new Refusal(`${name}失败${error ? `：${error.message}` : '，原因见上面的输出。'}`)
  }

  /**
   * Starts a service and resolves once it is ready: when it says so over its channel
   * (`{ isAdonisJS: true }`), or when `ready()` answers true. One with `reload` may end and be restarted.
   */
  async serve(name, command, args, options = {}) {
    const entry = this.#spawn(name, command, args, options)
    this.#services.set(name, [command, args, options])
    entry.exit.then((result) => {
      if (!entry.asked && !options.reload) this.#report({ name, ...result })
    })
    const messages = new Promise((resolve) => {
      entry.child.on('message', (message) => message?.isAdonisJS && resolve(true))
    })
    const polls = async () => {
      while (this.#running.get(name) === entry && !(await options.ready())) await pause(100)
      return true
    }
    const said = await Promise.race([
      options.ready ? polls() : messages,
      entry.exit.then(() => false),
      new Promise((resolve) => setTimeout(resolve, READY_WITHIN).unref()),
    ])
    if (said === undefined) throw new Refusal(`${name} 在 ${READY_WITHIN / 1000} 秒内没有就绪。`)
    if (!said || !this.#running.has(name)) throw new Refusal(`${name} 未能启动，原因见上面的输出。`)
  }

  /** Starts a service anew with the sources as they are now. A failure is shown and may be mended. */
  async restart(name) {
    await this.#end([name])
    if (this.#stopping) return
    await this.serve(name, ...this.#services.get(name)).catch((error) => {
      if (!this.#stopping) complain(error)
    })
  }

  /** Ends the named processes, or all; afterwards nothing starts any more. */
  async stop(names = [...this.#running.keys()]) {
    this.#stopping = true
    await this.#end(names)
  }

  /** Asks to end and waits; ends by force what takes too long. */
  async #end(names) {
    const entries = names.map((name) => this.#running.get(name)).filter(Boolean)
    await Promise.all(
      entries.map(async (entry) => {
        entry.asked = true
        signal(entry.child.pid, entry.stopBy)
        if (!(await gone([entry.identity], entry.patience))) signal(-entry.child.pid, 'SIGKILL')
        await entry.exit
      })
    )
  }

  /** Ends everything at once, without waiting for anybody's work. */
  kill() {
    for (const { child } of this.#running.values()) signal(-child.pid, 'SIGKILL')
  }
}

/** Ends the services of a starter that was killed: most are ending already, this makes sure. */
export async function endOrphans(orphans) {
  for (const { pid, stopBy } of orphans) signal(pid, stopBy)
  if (!(await gone(orphans, 8_000))) for (const { pid } of orphans) signal(-pid, 'SIGKILL')
  // What an orphan had started itself lives in its group and may hold its port a moment longer.
  for (let wait = 0; wait < 100 && orphans.some(({ pid }) => signal(-pid, 0)); wait++)
    await pause(50)
}

/** Sends a signal; false when nobody is there. */
function signal(pid, name) {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (error.code === 'ESRCH') return false
    throw error
  }
}
