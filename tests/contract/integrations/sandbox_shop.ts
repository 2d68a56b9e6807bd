import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Runtime } from '#integrations/runtime'
import { createWechatPay } from '#integrations/wechat_pay/create'
import { readWechatPayConfig, type WechatPaySource } from '#integrations/wechat_pay/config'
import type { ReceivedNotification } from '#integrations/wechat_pay/notification'
import { startSandbox } from '#sandbox/server'

export const ACCOUNT = { appid: 'wx0a1b2c3d4e5f6071', secret: 'sandbox-secret' }
export const BUYER = 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM'

type Sandbox = Awaited<ReturnType<typeof startSandbox>>
type Json = Record<string, any> // what the control interface answers is only read, field by field

/** The stand-in with the clients under test beside it; both sides talk HTTP only. */
export class SandboxShop {
  readonly lines: object[] = []
  readonly pauses: number[] = []
  readonly received: ReceivedNotification[] = []
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandbox-keys-'))
  readonly #clients: { close(): void }[] = []
  #listener = createServer()
  sandbox!: Sandbox

  async start() {
    this.sandbox = await startSandbox({ port: 0, keysDir: this.#folder })
    await new Promise<void>((resolve) => this.#listener.listen(0, '127.0.0.1', resolve))
  }

  async stop() {
    for (const client of this.#clients) client.close()
    this.#listener.closeAllConnections()
    await new Promise((resolve) => this.#listener.close(resolve))
    await this.sandbox.close()
    rmSync(this.#folder, { recursive: true })
  }

  async reset() {
    await this.control('POST', '/reset')
    this.lines.length = this.pauses.length = this.received.length = 0
  }

  runtime() {
    return new Runtime({
      version: 'test',
      hashKey: 'key of this test',
      log: (line) => this.lines.push(line),
      sleep: async (ms) => this.pauses.push(ms),
    })
  }

  /** WeChat Pay as the shop sees it; its notifications arrive in `received`. */
  pay(change: Partial<WechatPaySource> = {}) {
    const { paths } = this.sandbox.keys
    const { port } = this.#listener.address() as AddressInfo
    const { config, problems } = readWechatPayConfig({
      appid: ACCOUNT.appid,
      merchantId: '1699000042',
      merchantSerial: '3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345',
      privateKeyPath: paths.merchantPrivateKey,
      apiV3Key: 'SANDBOX-apiv3-key-32-bytes-00001',
      publicKeyId: 'PUB_KEY_ID_0116990000422026010100000000000001',
      publicKeyPath: paths.wechatpayPublicKey,
      platformCertPath: paths.platformCertificate,
      certMode: 'both',
      baseUrl: this.sandbox.hosts.pay,
      backupBaseUrl: this.sandbox.hosts.pay2,
      notifyUrl: `http://127.0.0.1:${port}/payments`,
      refundNotifyUrl: `http://127.0.0.1:${port}/refunds`,
      production: false,
      ...change,
    })
    if (!config) throw new Error(problems.join('\n'))
    const parts = createWechatPay(config, this.runtime())
    this.#clients.push(parts)
    this.#listener.removeAllListeners('request')
    this.#listener.on('request', async (request, response) => {
      const raw = Buffer.concat(await request.toArray())
      const result = await parts.notifications.receive(request.headers, raw)
      this.received.push(result)
      response.writeHead(result.verified ? 204 : 401).end()
    })
    return { ...parts, config }
  }

  async control(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(`${this.sandbox.url}/__sandbox${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Accept': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const answer = (await response.json()) as Json
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error}`)
    return answer
  }

  fault(action: object, match: object = {}, times: number | null = 1) {
    return this.control('POST', '/faults', { system: 'pay', match, times, action })
  }

  /** What reached WeChat Pay under this operation. */
  async journal(operation: string): Promise<Json[]> {
    const { data } = await this.control('GET', '/journal?system=pay')
    return data.filter((entry: Json) => entry.operation === operation)
  }

  /** The serials of our keys under which answers and notifications were signed. */
  serials(): string[] {
    return ['PUB_KEY_ID_0116990000422026010100000000000001', this.sandbox.keys.platformSerial]
  }
}

/** Input of a payment over 2599.00 yuan that is due in ten minutes. */
export function order(outTradeNo: string) {
  return {
    outTradeNo,
    description: `演示商城-订单${outTradeNo}`,
    expiresAt: new Date(Date.now() + 600_000),
    attach: '{"v":1,"pid":"42"}',
    totalFen: 259900,
    openid: BUYER,
    clientIp: '203.0.113.9',
  }
}
