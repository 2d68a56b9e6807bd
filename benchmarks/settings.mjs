import { generateKeyPairSync, randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secret } from '../scripts/environment.mjs'

/** The host under which production pages are asked for; nothing ever connects to it. */
export const SHOP_HOST = 'shop.example.com'

/** What every public read is asked with: both servers build the addresses of pictures from it. */
export const PUBLIC_HEADERS = { host: SHOP_HOST }

const digits = (count) => Array.from({ length: count }, () => randomInt(10)).join('')

/**
 * Both sides of a WeChat Pay merchant for this run alone: fresh RSA keys in `folder`, numbers that no
 * demo uses. The same set is read by the shop, the limit server, the stand-in and the load.
 */
export function throwAwayMerchant(folder) {
  const write = (name, text) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const pair = (name) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    return {
      privateKey: write(`${name}_private.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' })),
      publicKey: write(`${name}_public.pem`, publicKey.export({ type: 'spki', format: 'pem' })),
    }
  }
  return {
    appid: `wx${secret(12)
      .replace(/[^a-z0-9]/gi, '0')
      .toLowerCase()}`,
    appSecret: secret(24),
    merchantId: `17${digits(8)}`,
    merchantSerial: Array.from({ length: 40 }, () => randomInt(16).toString(16))
      .join('')
      .toUpperCase(),
    apiV3Key: secret(24),
    publicKeyId: `PUB_KEY_ID_${digits(34)}`,
    merchant: pair('merchant'),
    wechat: pair('wechat'),
  }
}

/** What every process of the shop runs with; `database` are its POSTGRES_* variables. */
function common({ folder, database, merchant }) {
  return {
    ...database,
    SECRET_KEY: merchant.secretKey,
    DATA_DIR: folder,
    MEDIA_ROOT: join(folder, 'media'),
    PRIVATE_MEDIA_ROOT: join(folder, 'private-media'),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    DB_POOL_MAX: '16',
    WECHAT_APPID: merchant.appid,
    WECHAT_SECRET: merchant.appSecret,
    WECHAT_PAY_MCHID: merchant.merchantId,
    WECHAT_PAY_SERIAL_NO: merchant.merchantSerial,
    WECHAT_PAY_API_V3_KEY: merchant.apiV3Key,
    WECHAT_PAY_PRIVATE_KEY_PATH: merchant.merchant.privateKey,
    WECHAT_PAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHAT_PAY_PUBLIC_KEY_PATH: merchant.wechat.publicKey,
    WECHAT_PAY_NOTIFY_BASE: `https://${SHOP_HOST}`,
  }
}

/**
 * The built code for the API lines. Production refuses a payment host on this machine and lifts no
 * rate limit, so these lines run in the development mode: the API's code is the same in both.
 */
export function developmentSettings(run, { port, payPort }) {
  return {
    ...common(run),
    NODE_ENV: 'development',
    PORT: String(port),
    RATE_LIMITS: 'off',
    WECHAT_API_BASE_URL: `http://127.0.0.1:${payPort}`,
    WECHAT_PAY_BASE_URL: `http://127.0.0.1:${payPort}`,
    WECHAT_PAY_BACKUP_BASE_URL: `http://127.0.0.1:${payPort}`,
  }
}

/** Production insists on its suppliers; these are never called. */
function unusedSuppliers() {
  const texts = ['CLIENT_ID', 'CLIENT_SECRET', 'USERNAME', 'PASSWORD', 'CALLBACK_APP_KEY']
  const rest = ['SOURCE_SYSTEM', 'SHOP_NAME', 'CALLBACK_SECRET']
  const urls = ['AUTH_URL', 'BASE_URL', 'STOCK_BASE_URL']
  return Object.fromEntries([
    ...[...texts, ...rest].map((name) => [`YLH_${name}`, secret(18)]),
    ...urls.map((name) => [`YLH_${name}`, 'https://supplier.example.com']),
  ])
}

/** A complete set of production settings, for everything that calls nobody. */
export function productionSettings(run, { port }) {
  return {
    ...common(run),
    ...unusedSuppliers(),
    NODE_ENV: 'production',
    PORT: String(port),
    ALLOWED_HOSTS: SHOP_HOST,
    CORS_ALLOWED_ORIGINS: `https://${SHOP_HOST}`,
    SECURE_SSL_REDIRECT: 'false',
  }
}

/** What a proxy in front of the production server would say. */
export const PRODUCTION_HEADERS = { ...PUBLIC_HEADERS, 'x-forwarded-proto': 'https' }
