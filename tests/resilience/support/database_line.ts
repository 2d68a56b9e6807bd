import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import settings from '#start/env'

/** What the line to the database does: it works, it is dead at once, or it swallows everything. */
export type LineState = 'up' | 'refused' | 'silent'

/** A line to PostgreSQL that can be cut and mended while a process of the shop uses it. */
export async function databaseLine() {
  let state: LineState = 'up'
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    if (state === 'refused') return void near.destroy()
    const far = connect(settings.database.port, settings.database.host)
    join(near, far)
    join(far, near)
  })

  function join(from: Socket, to: Socket) {
    ends.add(from)
    from.on('data', (bytes) => {
      if (state === 'up') to.write(bytes)
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      ends.delete(from)
      to.destroy()
    })
  }

  function set(wanted: LineState) {
    /** What was swallowed cannot be given back, so connections end when the state changes. */
    if (wanted !== 'silent') for (const end of ends) end.destroy()
    state = wanted
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    environment: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String((server.address() as AddressInfo).port),
    },
    set,
    async close() {
      set('refused')
      server.close()
      await once(server, 'close')
    },
  }
}
