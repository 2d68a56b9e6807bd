import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { freePort, whenReady, type ShopProcess } from '#tests/helpers/processes'

/** What the machine itself gives to a process; nothing of the test run's settings is among it. */
const SYSTEM = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH']

/**
 * Everything that production demands, on the database and with the key of this test run: signatures and
 * tokens made by the tests are valid there. Plain http, like pre-production on localhost.
 */
export function productionEnvironment(
  changes: Record<string, string> = {}
): Record<string, string> {
  const random = (bytes: number) => randomBytes(bytes).toString('hex')
  const own = (name: string) => process.env[name] ?? ''
  const system = SYSTEM.filter((name) => process.env[name])
  return {
    ...Object.fromEntries(system.map((name) => [name, own(name)])),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    SECRET_KEY: own('SECRET_KEY'),
    ALLOWED_HOSTS: 'shop.example.com,localhost,127.0.0.1',
    CORS_ALLOWED_ORIGINS: 'https://h5.example.com',
    SECURE_SSL_REDIRECT: 'false',
    POSTGRES_HOST: own('POSTGRES_HOST'),
    POSTGRES_PORT: own('POSTGRES_PORT'),
    POSTGRES_DB: own('POSTGRES_DB'),
    POSTGRES_USER: own('POSTGRES_USER'),
    POSTGRES_PASSWORD: own('POSTGRES_PASSWORD'),
    DB_POOL_MAX: '5',
    MEDIA_ROOT: own('MEDIA_ROOT'),
    PRIVATE_MEDIA_ROOT: own('PRIVATE_MEDIA_ROOT'),
    MEDIA_ACCEL_REDIRECT: 'true',
    WECHAT_APPID: `wx${random(8)}`,
    WECHAT_SECRET: random(16),
    YLH_CLIENT_ID: random(8),
    YLH_CLIENT_SECRET: random(16),
    YLH_USERNAME: random(8),
    YLH_PASSWORD: random(16),
    YLH_CALLBACK_APP_KEY: random(8),
    YLH_CALLBACK_SECRET: random(16),
    YLH_SOURCE_SYSTEM: 'SHOP',
    YLH_SHOP_NAME: '家电商城',
    YLH_AUTH_URL: 'https://auth.ylh.example.com',
    YLH_BASE_URL: 'https://api.ylh.example.com',
    YLH_STOCK_BASE_URL: 'https://stock.ylh.example.com',
    ...changes,
  }
}

/**
 * Starts web or worker out of `build/` as the image does, and waits until it says that it is ready. The
 * port is `PORT` of the environment, else a free one.
 */
export async function startBuilt(
  kind: 'web' | 'worker',
  environment: Record<string, string> = productionEnvironment()
): Promise<ShopProcess> {
  const port = Number(environment.PORT ?? (await freePort()))
  const entry = kind === 'web' ? ['bin/server.js'] : ['bin/console.js', 'worker']
  const child = spawn(process.execPath, entry, {
    cwd: app.makePath('build'),
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return whenReady(child, `built ${kind}`, port)
}
