import http from 'node:http'
import { Connection, requestBytes } from './connection.mjs'

const CONNECTIONS = 16

/**
 * Keep-alive connections that ask for the paths in turn, each as fast as it is answered. Any answer
 * but 2xx is a failure. Answers `{ count, seconds, times }`, times in ms.
 */
export async function hammer({ port, paths, headers = {}, seconds, connections = CONNECTIONS }) {
  const next = inTurn(paths, headers)
  const times = []
  const begin = performance.now()
  const end = begin + seconds * 1000
  await withConnections(port, connections, async (connection) => {
    for (let started = begin; started < end;) {
      await expectSuccess(connection, next())
      const now = performance.now()
      times.push(now - started)
      started = now
    }
  })
  return { count: times.length, seconds: (performance.now() - begin) / 1000, times }
}

/**
 * Offers so many requests a second, evenly, whether or not earlier ones were answered. Times count from
 * the moment at which a request was due, so waiting for a free connection is part of them: a stall is
 * felt by everybody who came meanwhile.
 */
export async function offer({
  port,
  paths,
  headers = {},
  seconds,
  rate,
  connections = CONNECTIONS,
}) {
  const next = inTurn(paths, headers)
  const total = Math.max(1, Math.round(rate * seconds))
  const times = []
  const begin = performance.now()
  let taken = 0
  await withConnections(port, connections, async (connection) => {
    while (taken < total) {
      const due = begin + (taken++ / rate) * 1000
      await until(due)
      await expectSuccess(connection, next())
      times.push(performance.now() - due)
    }
  })
  return { count: times.length, seconds: (performance.now() - begin) / 1000, times }
}

/** Timers are right to a millisecond or two; that little lateness counts against the server. */
async function until(due) {
  for (let left = due - performance.now(); left > 0; left = due - performance.now())
    await new Promise((resolve) => setTimeout(resolve, Math.ceil(left)))
}

function inTurn(paths, headers) {
  const requests = paths.map((path) => ({ path, bytes: requestBytes({ path, headers }) }))
  let place = 0
  return () => requests[place++ % requests.length]
}

async function expectSuccess(connection, { path, bytes }) {
  const { status, body } = await connection.ask(bytes)
  if (status < 200 || status > 299)
    throw new Error(`${path} 应答 ${status}：${body.toString().slice(0, 200)}`)
}

async function withConnections(port, count, work) {
  const connections = Array.from({ length: count }, () => new Connection(port))
  try {
    await Promise.all(connections.map(work))
  } finally {
    for (const connection of connections) connection.close()
  }
}

/** One request over an agent; resolves with status, headers and the whole body. */
export function request({ agent, port, method = 'GET', path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : Buffer.from(body)
    const outgoing = http.request(
      {
        ...{ agent, port, method, path, host: '127.0.0.1' },
        headers: { ...headers, ...(payload && { 'content-length': payload.length }) },
      },
      (answer) => {
        const chunks = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () =>
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          })
        )
      }
    )
    outgoing.once('error', reject)
    outgoing.end(payload)
  })
}
