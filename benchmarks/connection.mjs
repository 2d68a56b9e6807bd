import { connect } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')
const LENGTH = /\r\ncontent-length: *(\d+)/i

/**
 * One keep-alive connection that has one request under way at a time. It knows just enough HTTP for
 * the two servers under measurement, so that the load takes little of the processors they run on.
 */
export class Connection {
  #socket
  #chunks = []
  #size = 0
  /** Bytes of the answer under way, head included; undefined until its head was read. */
  #expected
  #status
  #bodyStart
  #waiting

  constructor(port) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => this.#read(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('连接被服务器关闭')))
  }

  /** Sends a whole request (`requestBytes`); resolves with `{ status, body }`. */
  ask(bytes) {
    if (this.#waiting) throw new Error('a request is under way')
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close() {
    this.#socket.destroy()
  }

  #read(chunk) {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    try {
      if (this.#expected === undefined) this.#readHead()
    } catch (error) {
      this.#socket.destroy(error)
      return
    }
    if (this.#size < this.#expected || this.#expected === undefined) return
    const { resolve } = this.#waiting
    const answer = { status: this.#status, body: this.#bytes().subarray(this.#bodyStart) }
    this.#chunks = []
    this.#size = 0
    this.#expected = undefined
    this.#waiting = undefined
    resolve(answer)
  }

  #readHead() {
    const bytes = this.#bytes()
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) return
    const head = bytes.toString('latin1', 0, end)
    const [, length] = LENGTH.exec(head) ?? []
    this.#status = Number(head.slice(9, 12))
    if (length === undefined && this.#status !== 204 && this.#status !== 304)
      throw new Error(`应答没有长度：${head}`)
    this.#bodyStart = end + HEAD_END.length
    this.#expected = this.#bodyStart + Number(length ?? 0)
  }

  #bytes() {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0]
  }

  #fail(error) {
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}

/** A request as bytes; `body` is text. */
export function requestBytes({ method = 'GET', path, headers = {}, body = '' }) {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}`
  )
  if (method !== 'GET') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
