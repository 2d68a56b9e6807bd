import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from '@japa/runner/core'
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/server'
import {
  IDS,
  Merchant,
  send,
  valueOf,
  type Reply,
  type Wire,
} from '#tests/contract/sandbox/support/merchant'
import { openShop, type Shop } from '#tests/contract/sandbox/support/shop'

/** One set of keys for all specs of the process: making three RSA pairs takes a while. */
export const KEYS_DIR = mkdtempSync(join(tmpdir(), 'sandbox-keys-'))
process.once('exit', () => rmSync(KEYS_DIR, { recursive: true, force: true }))

/** A running sandbox, a merchant who signs, and a shop that listens. */
export interface Rig {
  sandbox: Sandbox
  merchant: Merchant
  shop: Shop
  /** Calls a route below `/__sandbox`. */
  control(method: string, path: string, body?: unknown): Promise<Reply>
  journal(query?: string): Promise<Wire[]>
  /** The body of a prepay that is right in every field. */
  order(changes?: Record<string, unknown>): Record<string, unknown>
  prepay(changes?: Record<string, unknown>): Promise<Reply>
  /** Creates an order and lets the buyer pay it; answers what the buyer's WeChat said. */
  paid(changes?: Record<string, unknown>, payment?: Record<string, unknown>): Promise<Reply>
  refund(changes?: Record<string, unknown>): Promise<Reply>
}

export async function startRig(
  { cleanup }: Pick<TestContext, 'cleanup'>,
  options: Partial<SandboxOptions> = {}
): Promise<Rig> {
  const settings = { refund_settle_seconds: null, ...options.settings }
  const sandbox = await startSandbox({ port: 0, keysDir: KEYS_DIR, ...options, settings })
  const shop = await openShop()
  cleanup(async () => {
    await sandbox.close()
    await shop.close()
  })
  const privateKey = readFileSync(join(options.keysDir ?? KEYS_DIR, 'merchant_private_key.pem'))
  const merchant = new Merchant(privateKey.toString(), `${sandbox.url}/pay`)

  const control: Rig['control'] = (method, path, body) =>
    send(
      method,
      `${sandbox.url}/__sandbox${path}`,
      { 'Content-Type': 'application/json' },
      body === undefined ? '' : JSON.stringify(body)
    )
  const order: Rig['order'] = (changes) => ({
    appid: IDS.appid,
    mchid: IDS.mchid,
    description: '演示商城-订单1781490030517204',
    out_trade_no: '1781490030517204-1',
    attach: '{"v":1,"pid":"42"}',
    notify_url: shop.url,
    amount: { total: 259900, currency: 'CNY' },
    payer: { openid: IDS.openid },
    ...changes,
  })
  const prepay: Rig['prepay'] = (changes) =>
    merchant.call('POST', '/v3/pay/transactions/jsapi', order(changes))
  return {
    sandbox,
    merchant,
    shop,
    control,
    order,
    prepay,
    journal: (query = '') => valueOf(control('GET', `/journal${query}`), 'data'),
    paid: async (changes, payment) => {
      await prepay(changes)
      const number = String(order(changes).out_trade_no)
      return control('POST', `/pay/${number}/pay`, { openid: IDS.openid, ...payment })
    },
    refund: (changes) =>
      merchant.call('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: '1781490030517204-1',
        out_refund_no: '1781490030517204-R1',
        notify_url: shop.url,
        amount: { refund: 89900, total: 259900, currency: 'CNY' },
        ...changes,
      }),
  }
}
