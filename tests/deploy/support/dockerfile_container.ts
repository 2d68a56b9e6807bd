import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { surroundings, type Build, type Image } from './dockerfile_build.js'
import type { Machine } from './dockerfile_machine.js'

/** How long a container may take until it is healthy. */
const READY_WITHIN = 120_000

/** A container of an image: its entry point and command, run as its user. */
export class Container {
  readonly child: ChildProcess
  #printed = ''

  constructor(
    private readonly build: Build,
    machine: Machine,
    private readonly image: Image,
    private readonly variables: Record<string, string>,
    command: string[] = image.command
  ) {
    this.child = machine.start(image.root, [...image.entrypoint, ...command], {
      ...surroundings(image, variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (text) => (this.#printed += text))
  }

  /** Everything that the container printed until now. */
  get printed(): string {
    return this.#printed
  }

  /** Asks the image's own health check, as the engine does, until it says yes. */
  async healthy(): Promise<void> {
    const until = Date.now() + READY_WITHIN
    for (;;) {
      const { code, output } = await this.build.in(this.image, this.image.health, this.variables)
      if (code === 0) return
      if (this.child.exitCode !== null || Date.now() > until)
        throw new Error(`not healthy: ${output}\n${this.#printed}`)
      await pause(250)
    }
  }

  /** The user and group ids of the process: real, effective, saved, file system. */
  accounts(): string[] {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8')
    return [...status.matchAll(/^[UG]id:\s+(.*)$/gm)].flatMap(([, ids]) => ids.split('\t'))
  }

  /** Stops it as the engine does. Returns the exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit')
      this.child.kill('SIGTERM')
      await ended
    }
    return this.child.exitCode
  }
}
