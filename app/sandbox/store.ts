import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { seedState, type Settings, type State } from '#sandbox/state'

const WRITE_DELAY_MS = 200

/**
 * Holds the state in memory and, when a file is given, on disk: a demo then survives a restart.
 * The file is replaced as a whole, so that a crash leaves the former one. An unreadable file is an error, never a silent fresh start.
 */
export class Store {
  state: State
  #file: string | null
  #settings: Partial<Settings>
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(options: { file?: string; settings?: Partial<Settings> }) {
    this.#file = options.file ?? null
    this.#settings = options.settings ?? {}
    this.state = { ...seedState(this.#settings), ...this.#read() }
  }

  /** Throws everything away and begins again with the seed. */
  reset(): void {
    this.state = seedState(this.#settings)
    this.touch()
  }

  /** Says that something changed; the file is written a moment later. */
  touch(): void {
    if (this.#file === null || this.#timer !== null || this.#closed) return
    this.#timer = setTimeout(() => this.#flush(), WRITE_DELAY_MS)
    this.#timer.unref()
  }

  /** Writes the file for the last time: what still comes in is not kept. */
  close(): void {
    this.#closed = true
    this.#flush()
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#file === null) return
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 })
    const draft = `${this.#file}.${process.pid}.tmp`
    writeFileSync(draft, JSON.stringify(this.state), { mode: 0o600 })
    renameSync(draft, this.#file)
  }

  #read(): Partial<State> {
    if (this.#file === null) return {}
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
      throw error
    }
    try {
      return JSON.parse(text) as Partial<State>
    } catch (error) {
      throw new Error(`沙箱状态文件无法读取，请删除后重新启动：${this.#file}`, { cause: error })
    }
  }
}
