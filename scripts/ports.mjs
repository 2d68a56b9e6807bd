import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { Refusal } from './report.mjs'

/** Whether one may listen there now. Other errors than "taken" are thrown. */
function isFree(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/**
 * A free port below the range that systems give to outgoing connections, so that it is still free a
 * moment later. Several processes may ask at once: they draw at random.
 */
export async function freePort(host = '127.0.0.1') {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    if (await isFree(port, host)) return port
  }
}

/** Reads a port from the environment. Refuses what is not a port. */
export function portFrom(name, fallback) {
  const text = process.env[name]?.trim() || String(fallback)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new Refusal(`${name} 应为 1 到 65535 之间的端口号，现在是“${text}”。`)
  return port
}

/** Refuses with one line when somebody else listens on the port. */
export async function requireFree(name, port, host, command) {
  try {
    if (await isFree(port, host)) return
  } catch (error) {
    if (error.code === 'EACCES')
      throw new Refusal(
        `没有权限使用端口 ${port}，请换一个 1024 以上的端口：${name}=18000 ${command}`
      )
    throw new Refusal(`无法监听 ${host}:${port}（${error.code}），请检查 HOST 和 ${name}。`)
  }
  const other = port < 65_000 ? port + 10 : port - 10
  throw new Refusal(
    `端口 ${port} 已被其他程序占用，请换一个端口再启动：${name}=${other} ${command}`
  )
}

/** Whether somebody answers on the port. */
export function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host }, () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
