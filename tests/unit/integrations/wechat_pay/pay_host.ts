import { createSecretKey, generateKeyPairSync, sign } from 'node:crypto'
import { createWechatPay } from '#integrations/wechat_pay/create'
import { KeyRing } from '#integrations/wechat_pay/key_ring'
import type { WechatPayConfig } from '#integrations/wechat_pay/config'
import { Runtime } from '#integrations/runtime'
import { localHost } from '../local_host.js'
import { API_V3_KEY, PUBLIC_KEY_ID } from './vectors.js'

export interface Answer {
  status?: number
  /** An object is sent as JSON, a text as it is. */
  body?: object | string
  headers?: Record<string, string>
  signature?: 'good' | 'none' | 'wrong' | 'stale' | 'other_key' | 'unknown_serial' | 'probe'
  /** Takes the request and resets the connection. */
  lost?: boolean
}

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
const wechat = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A real HTTP server that plays a written list of signed answers and remembers what it was asked. */
export async function payHost(cleanup: (callback: () => void) => void, ...script: Answer[]) {
  const requests: { method?: string; url?: string; serial?: string; body: string; auth: string }[] =
    []
  const host = await localHost(cleanup, async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const { method, url, headers } = request
    const serial = headers['wechatpay-serial']?.toString()
    requests.push({ method, url, serial, body, auth: headers.authorization ?? '' })
    const answer: Answer = script.shift() ?? { status: 500, body: { code: 'END_OF_SCRIPT' } }
    if (answer.lost) return void request.socket.destroy()
    const text = typeof answer.body === 'object' ? JSON.stringify(answer.body) : (answer.body ?? '')
    response.writeHead(answer.status ?? 200, { ...signed(text, answer), ...answer.headers })
    response.end(text)
  })
  return { url: host.url, requests }
}

function signed(text: string, { signature = 'good' }: Answer): Record<string, string> {
  if (signature === 'none') return {}
  const seconds = Math.floor(Date.now() / 1000) - (signature === 'stale' ? 301 : 0)
  const { privateKey } = signature === 'other_key' ? stranger : wechat
  const message = `${seconds}\nnonce\n${signature === 'wrong' ? `${text} ` : text}\n`
  const genuine = sign('RSA-SHA256', Buffer.from(message), privateKey).toString('base64')
  return {
    'Wechatpay-Timestamp': String(seconds),
    'Wechatpay-Nonce': 'nonce',
    'Wechatpay-Serial': signature === 'unknown_serial' ? 'PUB_KEY_ID_99' : PUBLIC_KEY_ID,
    'Wechatpay-Signature': signature === 'probe' ? `WECHATPAY/SIGNTEST/${genuine}` : genuine,
  }
}

/** A client for such hosts, with what it logged and how long it wanted to wait. */
export function payClient(change: Partial<WechatPayConfig>, now: () => number = Date.now) {
  const lines: Record<string, unknown>[] = []
  const pauses: number[] = []
  const runtime = new Runtime({
    version: 'test',
    hashKey: 'key of this test',
    log: (line) => lines.push(line as Record<string, unknown>),
    now,
    sleep: async (ms) => pauses.push(ms),
  })
  const keyRing = new KeyRing()
  keyRing.addPublicKey(PUBLIC_KEY_ID, wechat.publicKey)
  const config: WechatPayConfig = {
    appid: 'wx0a1b2c3d4e5f6071',
    merchantId: '1699000042',
    merchantSerial: '3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345',
    privateKey: merchant.privateKey,
    apiV3Key: createSecretKey(Buffer.from(API_V3_KEY)),
    keyRing,
    publicKeyId: PUBLIC_KEY_ID,
    certificatesEnabled: false,
    baseUrl: 'http://127.0.0.1:1',
    notifyUrl: 'https://shop.example.test/api/payments/callback/wechat/',
    refundNotifyUrl: 'https://shop.example.test/api/payments/refund-callback/wechat/',
    ...change,
  }
  return { ...createWechatPay(config, runtime), config, runtime, lines, pauses }
}

export const aTrade = {
  appid: 'wx0a1b2c3d4e5f6071',
  mchid: '1699000042',
  out_trade_no: '1781490030517204-1',
  trade_state: 'NOTPAY',
}

export const aRefund = {
  refund_id: '50000000002026061600000000007',
  out_refund_no: '1781490030517204-R7',
  transaction_id: '4200000000202606150000000042',
  out_trade_no: '1781490030517204-1',
  status: 'PROCESSING',
  amount: { total: 259900, refund: 89900 },
}
