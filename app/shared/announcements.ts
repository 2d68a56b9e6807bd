import pg from 'pg'

/** The channel on which the database says what has changed in the catalogue. */
const CHANNEL = 'catalogue'
const BEAT_MS = 400
const SLOWEST_BEAT_MS = 500
const AGAIN_MS = 500

export interface Listener {
  /** something changed, by its tag */
  heard: (tag: string) => void
  /** from now on nothing is missed */
  connected: () => void
  /** messages may be missing from now on */
  lost: (cause?: Error) => void
}

/**
 * Hears what any process changed, through PostgreSQL's LISTEN on a connection of its own. A connection
 * that is gone without a word is missed by the next beat and opened again. Rule: docs/rules/caching.md
 */
export class Announcements {
  #client: pg.Client | undefined
  #beat: NodeJS.Timeout | undefined
  #again: NodeJS.Timeout | undefined
  #stopped = false

  constructor(
    private readonly connection: pg.ClientConfig,
    private readonly listener: Listener
  ) {}

  /** Begins to listen; a database that is away now is tried again until `stop`. */
  async start(): Promise<void> {
    const client = new pg.Client({
      ...this.connection,
      application_name: 'announcements',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    this.#client = client
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ payload }) => this.listener.heard(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      this.#lose(client, error as Error)
      return
    }
    if (this.#client !== client || this.#stopped) return
    this.listener.connected()
    this.#beat = setInterval(() => void this.#check(client), BEAT_MS)
    this.#beat.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#again)
    clearInterval(this.#beat)
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  /** A server that does not answer in time may have lost messages as well. */
  async #check(client: pg.Client): Promise<void> {
    const late = setTimeout(
      () => this.#lose(client, new Error('the database does not answer')),
      SLOWEST_BEAT_MS
    )
    try {
      await client.query('select 1')
    } catch (error) {
      this.#lose(client, error as Error)
    } finally {
      clearTimeout(late)
    }
  }

  #lose(client: pg.Client, cause?: Error): void {
    if (this.#client !== client) return
    this.#client = undefined
    clearInterval(this.#beat)
    this.listener.lost(cause)
    client.end().catch(() => {
      /* it is gone already, which is why we are here */
    })
    if (this.#stopped) return
    this.#again = setTimeout(() => void this.start(), AGAIN_MS)
    this.#again.unref()
  }
}
