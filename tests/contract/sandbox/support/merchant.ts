import { createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import { request } from 'node:http'

export const IDS = {
  appid: 'wx0a1b2c3d4e5f6071',
  mchid: '1699000042',
  serial: '3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345',
  publicKeyId: 'PUB_KEY_ID_0116990000422026010100000000000001',
  apiV3Key: 'SANDBOX-apiv3-key-32-bytes-00001',
  openid: 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM',
}

/** What came over the wire: `any`, because the tests read it field by field and assert each. */
export type Wire = any

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  text: string
  /** The parsed body, null when it is no JSON. */
  json: Wire
}

/** What a test may change about a signed request to see it refused. */
export interface Twist {
  scheme?: string
  fields?: Record<string, string | undefined>
  headers?: Record<string, string | undefined>
  signedTarget?: string
  signedBody?: string
  timestamp?: number
}

/** Sends exactly these headers, on a connection of its own. */
export function send(
  method: string,
  address: string,
  headers: Record<string, string>,
  body = ''
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { method, agent: false, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('error', reject)
      answer.once('end', () => {
        const bytes = Buffer.concat(parts)
        const text = bytes.toString('utf8')
        const isJson = /^[[{]/.test(text) && /[\]}]$/.test(text)
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: bytes,
          text,
          json: isJson ? JSON.parse(text) : null,
        })
      })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

/**
 * A merchant written for these tests alone: it shares no line with the sandbox or with the shop's
 * client, so that a mistake of theirs cannot agree with itself.
 */
export class Merchant {
  constructor(
    readonly privateKey: string,
    readonly base: string
  ) {}

  async call(method: string, target: string, body?: unknown, twist: Twist = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
    const headers: Record<string, string | undefined> = {
      'Accept': 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': 'sandbox-spec/1',
      'Content-Length': String(Buffer.byteLength(text)),
      'Wechatpay-Serial': IDS.publicKeyId,
      'Authorization': this.authorization(method, target, text, twist),
      ...twist.headers,
    }
    const given = Object.entries(headers).filter(([, value]) => value !== undefined)
    return send(
      method,
      this.base + target,
      Object.fromEntries(given) as Record<string, string>,
      text
    )
  }

  authorization(method: string, target: string, body: string, twist: Twist): string {
    const nonce = twist.fields?.nonce_str ?? randomBytes(16).toString('hex')
    const timestamp = String(twist.timestamp ?? Math.floor(Date.now() / 1000))
    const path = twist.signedTarget ?? target
    const signed = [method, path, timestamp, nonce, twist.signedBody ?? body, ''].join('\n')
    const fields: Record<string, string | undefined> = {
      mchid: IDS.mchid,
      nonce_str: nonce,
      timestamp,
      serial_no: IDS.serial,
      signature: createSign('RSA-SHA256').update(signed, 'utf8').sign(this.privateKey, 'base64'),
      ...twist.fields,
    }
    const list = Object.entries(fields).filter(([, value]) => value !== undefined)
    const text = list.map(([name, value]) => `${name}="${value}"`).join(',')
    return `${twist.scheme ?? 'WECHATPAY2-SHA256-RSA2048'} ${text}`
  }

  /** The five values of `wx.requestPayment`. */
  paymentParameters(prepayId: string) {
    const timeStamp = String(Math.floor(Date.now() / 1000))
    const nonceStr = randomBytes(16).toString('hex')
    const text = `${IDS.appid}\n${timeStamp}\n${nonceStr}\nprepay_id=${prepayId}\n`
    const paySign = createSign('RSA-SHA256').update(text).sign(this.privateKey, 'base64')
    return { timeStamp, nonceStr, package: `prepay_id=${prepayId}`, signType: 'RSA', paySign }
  }
}

export async function statusOf(reply: Promise<Reply>): Promise<number> {
  const { status } = await reply
  return status
}

export async function jsonOf(reply: Promise<Reply>): Promise<Wire> {
  const { json } = await reply
  return json
}

/** A field of the parsed body, `amount.total` for one inside another. */
export async function valueOf(reply: Promise<Reply>, path: string): Promise<Wire> {
  const { json } = await reply
  return path.split('.').reduce((inner, name) => inner?.[name], json)
}

/** Whether the `Wechatpay-*` headers cover exactly this body under the key. */
export function isSignedBy(
  publicKey: string,
  message: { headers: Record<string, string | string[] | undefined>; body: Buffer }
): boolean {
  const header = (name: string) => String(message.headers[`wechatpay-${name}`])
  const verifier = createVerify('RSA-SHA256')
  verifier
    .update(`${header('timestamp')}\n${header('nonce')}\n`)
    .update(message.body)
    .update('\n')
  return verifier.verify(publicKey, header('signature'), 'base64')
}

/** Opens a sealed resource with the API v3 key. */
export function unseal(resource: {
  ciphertext: string
  nonce: string
  associated_data: string
}): string {
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', IDS.apiV3Key, resource.nonce)
  decipher.setAAD(Buffer.from(resource.associated_data))
  decipher.setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
}
