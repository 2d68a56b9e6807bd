import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Group } from '@japa/runner/core'
import { readSettings } from '#shared/settings/settings'

export type Variables = Record<string, string>

export const secret = () => randomBytes(24).toString('base64')

/** Everything that production must be given, without WeChat Pay and Haier. */
export const REQUIRED: Variables = {
  SECRET_KEY: secret() + secret(),
  ALLOWED_HOSTS: 'shop.example.com,.example.cn',
  CORS_ALLOWED_ORIGINS: 'https://shop.example.com',
  POSTGRES_HOST: 'db.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_DB: 'mall',
  POSTGRES_USER: 'mall',
  POSTGRES_PASSWORD: secret(),
  WECHAT_APPID: 'wxa1b2c3d4e5f60718',
  WECHAT_SECRET: secret(),
  YLH_CLIENT_ID: 'mall-1',
  YLH_CLIENT_SECRET: secret(),
  YLH_USERNAME: 'mall',
  YLH_PASSWORD: secret(),
  YLH_CALLBACK_APP_KEY: 'mall-callback',
  YLH_CALLBACK_SECRET: secret(),
  YLH_SOURCE_SYSTEM: 'MALL',
  YLH_SHOP_NAME: '演示电器',
  YLH_AUTH_URL: 'https://auth.example.com/token',
  YLH_BASE_URL: 'https://orders.example.com',
  YLH_STOCK_BASE_URL: 'https://stock.example.com',
}

/** The whole group of Haier's open API. */
export const HAIER: Variables = {
  HAIER_CLIENT_ID: 'mall-haier',
  HAIER_CLIENT_SECRET: secret(),
  HAIER_CUSTOMER_CODE: '8800112233',
  HAIER_SEND_TO_CODE: '8800112234',
  HAIER_PASSWORD: secret(),
  HAIER_SELLER_PASSWORD: secret(),
  HAIER_BASE_URL: 'https://openapi.example.com',
}

/** The whole group of WeChat Pay, with key files made for these tests. */
export function usesWechatPay(group: Group): Variables {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  group.teardown(() => rmSync(folder, { recursive: true }))
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const file = (name: string, content: string) => {
    const path = join(folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  return {
    WECHAT_PAY_MCHID: '1600112233',
    WECHAT_PAY_SERIAL_NO: randomBytes(20).toString('hex').toUpperCase(),
    WECHAT_PAY_API_V3_KEY: randomBytes(16).toString('hex'),
    WECHAT_PAY_PRIVATE_KEY_PATH: file('private.pem', privateKey),
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0116001122332026030100000000000001',
    WECHAT_PAY_PUBLIC_KEY_PATH: file('public.pem', publicKey),
    WECHAT_PAY_NOTIFY_BASE: 'https://shop.example.com',
  }
}

/** What production says of these variables on top of the required ones; `undefined` takes one away. */
export function inProduction(change: Record<string, string | undefined> = {}) {
  return readSettings({ NODE_ENV: 'production', ...REQUIRED, ...change })
}

/** The variables that are complained about. */
export function named(problems: string[]): string[] {
  return problems.map((problem) => problem.split('：')[0])
}
