import { join } from 'node:path'
import { DEMO_VALUES, SANDBOX } from './demo_values.js'
import { SettingsReader, type Environment } from './reader.js'
import { readMedia } from './media.js'
import { readMessages } from './messages.js'
import { readSuppliers } from './suppliers.js'
import { readWechatPay } from './wechat_pay.js'
import { isNetwork } from '#shared/trusted_proxies'

export type Mode = 'production' | 'development' | 'test'
export type Settings = ReturnType<typeof readSettings>['settings']

/**
 * All settings of the shop from the environment, with every problem found on the way. The caller
 * refuses to start when `problems` is not empty. Rule: docs/rules/settings.md
 */
export function readSettings(environment: Environment) {
  const named = environment.NODE_ENV?.trim() || 'development'
  const production = named === 'production'
  const read = new SettingsReader(environment, production)
  const mode = read.choice('NODE_ENV', ['production', 'development', 'test'], 'development')
  const port = read.integer('PORT', 8000, 0, 65535)
  const sandboxPort = read.integer('SANDBOX_PORT', 8600, 1, 65535)
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const sslRedirect = read.boolean('SECURE_SSL_REDIRECT', production)
  const dataDir = read.text('DATA_DIR', '.data')
  const sandboxKeysDir = read.text('SANDBOX_KEYS_DIR', join(dataDir, 'sandbox'))

  const settings = {
    mode,
    production,
    host: read.text('HOST', production ? '0.0.0.0' : '127.0.0.1'),
    port,
    workerPort: read.has('WORKER_PORT') ? read.integer('WORKER_PORT', 0, 1, 65535) : null,
    dataDir,
    sandbox: { url: sandboxUrl, port: sandboxPort, keysDir: sandboxKeysDir },
    secretKey: secretKey(read),
    allowedHosts: read.requiredList('ALLOWED_HOSTS', []),
    corsOrigins: corsOrigins(read),
    csrfTrustedOrigins: csrfOrigins(read),
    trustedProxies: trustedNetworks(read),
    database: readDatabase(read),
    ssl: {
      redirect: sslRedirect,
      /** pre-production runs these settings over plain http, where no browser keeps such a cookie */
      secureCookies: production && sslRedirect,
      hstsSeconds: read.integer('SECURE_HSTS_SECONDS', 31_536_000, 0, 315_360_000),
      hstsIncludeSubdomains: read.boolean('SECURE_HSTS_INCLUDE_SUBDOMAINS', true),
      hstsPreload: read.boolean('SECURE_HSTS_PRELOAD', true),
    },
    media: readMedia(read),
    log: {
      level: read.choice(
        'LOG_LEVEL',
        ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
        'info'
      ),
      sql: read.choice('DB_LOG_LEVEL', ['info', 'debug'], 'info') === 'debug' && !production,
    },
    orders: {
      paymentTimeoutMinutes: read.integer('ORDER_PAYMENT_TIMEOUT_MINUTES', 10, 1, 1440),
    },
    queue: {
      heartbeatSeconds: read.integer('QUEUE_HEARTBEAT_SECONDS', 30, 10, 300),
    },
    tokens: {
      accessMinutes: read.integer('ACCESS_TOKEN_MINUTES', 10_080, 1, 525_600),
      refreshDays: read.integer('REFRESH_TOKEN_DAYS', 30, 1, 365),
    },
    rateLimits: rateLimits(read),
    answerCache: read.choice('ANSWER_CACHE', ['on', 'off'], 'on') === 'on',
    wechat: {
      appid: read.required('WECHAT_APPID', SANDBOX.appid),
      secret: read.required('WECHAT_SECRET', SANDBOX.secret),
      baseUrl: read.url(
        'WECHAT_API_BASE_URL',
        production || read.has('WECHAT_APPID') ? 'https://api.weixin.qq.com' : `${sandboxUrl}/wx`,
        { https: true }
      ),
      demoOpenid: read.text('DEV_WECHAT_OPENID', SANDBOX.demoOpenid),
    },
    messages: readMessages(read),
    wechatPay: readWechatPay(read, { sandboxUrl, sandboxKeysDir, port }),
    suppliers: readSuppliers(read),
    icpNumber: read.text('ICP_NUMBER', ''),
  }

  refuseDemoValues(read, environment)
  return { settings, problems: read.problems, warnings: read.warnings }
}

function secretKey(read: SettingsReader): string {
  const name = read.has('SECRET_KEY') || !read.has('APP_KEY') ? 'SECRET_KEY' : 'APP_KEY'
  const key = read.raw(name)
  if (key === undefined) {
    read.missing('SECRET_KEY')
    return ''
  }
  const tooSimple = new Set(key).size < 10
  if (Buffer.byteLength(key) < 32 || tooSimple) read.malformed(name, '至少需要 32 个字节的随机内容')
  return key
}

function corsOrigins(read: SettingsReader): string[] {
  const origins = read.requiredList('CORS_ALLOWED_ORIGINS', [])
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      read.malformed('CORS_ALLOWED_ORIGINS', '应为以逗号分隔的来源，例如 https://shop.example.com')
      break
    }
  return origins
}

function trustedNetworks(read: SettingsReader): string[] {
  const entries = read.list('TRUSTED_PROXIES', ['loopback', 'linklocal', 'uniquelocal'])
  if (entries.every(isNetwork)) return entries
  read.malformed('TRUSTED_PROXIES', '应为以逗号分隔的地址或网段，例如 10.0.0.0/8')
  return []
}

function csrfOrigins(read: SettingsReader): string[] {
  const origins = read.list('CSRF_TRUSTED_ORIGINS', [])
  const wanted = read.production ? /^https:\/\/[^/]+$/ : /^https?:\/\/[^/]+$/
  if (!origins.every((origin) => wanted.test(origin)))
    read.malformed('CSRF_TRUSTED_ORIGINS', '应为以逗号分隔的来源，生产环境必须使用 https')
  return origins
}

function rateLimits(read: SettingsReader): boolean {
  const on = read.choice('RATE_LIMITS', ['on', 'off'], 'on') === 'on'
  if (!on && read.production) read.malformed('RATE_LIMITS', '生产环境不能关闭')
  return on
}

function readDatabase(read: SettingsReader) {
  if (read.production && !read.has('POSTGRES_PORT')) read.missing('POSTGRES_PORT')
  return {
    host: read.required('POSTGRES_HOST', '127.0.0.1'),
    port: read.integer('POSTGRES_PORT', 5432, 1, 65535),
    user: read.required('POSTGRES_USER', 'electric'),
    password: read.required('POSTGRES_PASSWORD', ''),
    name: read.required('POSTGRES_DB', 'electric_dev'),
    poolMax: read.integer('DB_POOL_MAX', 10, 2, 200),
  }
}

/** The names of hosts, accounts and databases may be ordinary words; secrets and identities may not. */
const MAY_BE_COMMON = new Set(['POSTGRES_HOST', 'POSTGRES_USER', 'POSTGRES_DB'])

function refuseDemoValues(read: SettingsReader, environment: Environment) {
  if (!read.production) return
  for (const name of Object.keys(environment)) {
    if (!/^(SECRET_KEY|APP_KEY|POSTGRES_|WECHAT_|YLH_|HAIER_)/.test(name)) continue
    if (MAY_BE_COMMON.has(name)) continue
    if (DEMO_VALUES.has(environment[name]?.trim() ?? ''))
      read.malformed(name, '生产环境不能使用演示值')
  }
  for (const name of ['SUPERUSER_PASSWORD'])
    if (read.has(name)) read.warnings.push(`${name}：只应在创建管理员时临时提供`)
}
