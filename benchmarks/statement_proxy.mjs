import { connect, createServer } from 'node:net'

/**
 * Stands between a server and PostgreSQL and counts what is executed: every simple query and every
 * execution of a prepared one, BEGIN and COMMIT included.
 */
export async function countingProxy(databasePort) {
  const counter = { count: 0 }
  const sockets = new Set()
  const server = createServer((client) => {
    const database = connect(databasePort, '127.0.0.1')
    const scan = messageScanner((type) => {
      if (type === 'Q' || type === 'E') counter.count++
    })
    client.on('data', scan)
    client.pipe(database)
    database.pipe(client)
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        database.destroy()
      })
      socket.on('error', () => socket.destroy())
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    /** How many statements `work` caused. */
    async during(work) {
      const before = counter.count
      await work()
      return counter.count - before
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** Calls back with the type of every message of the client; the first one has no type. */
function messageScanner(onMessage) {
  let rest = Buffer.alloc(0)
  let typed = false
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const head = typed ? 1 : 0
      if (rest.length < head + 4) return
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return
      if (typed) onMessage(String.fromCharCode(rest[0]))
      typed = true
      rest = rest.subarray(length)
    }
  }
}
