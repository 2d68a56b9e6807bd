import http from 'node:http'
import autocannon from 'autocannon'

/** Sixteen keep-alive connections that ask for the paths in turn. Any answer but 2xx is a failure. */
export async function hammer({ port, paths, headers = {}, seconds, connections = 16 }) {
  const times = []
  const load = autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: paths.map((path) => ({ path, headers })),
  })
  load.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds))
  const result = await load
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} 个请求没有成功：${paths[0]}`)
  return { count: result['2xx'], seconds: result.duration, times }
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
