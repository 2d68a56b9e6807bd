import { test } from '@japa/runner'
import { ConfigurationError } from '#exceptions/configuration_error'
import { SANDBOX } from '#shared/settings/demo_values'
import { readSettings } from '#shared/settings/settings'
import { HAIER, inProduction, named, REQUIRED, secret } from './production_environment.js'

/** Each in turn, with what is wrong with it. */
const MALFORMED: Record<string, string[]> = {
  SECRET_KEY: ['too-short-for-a-key', 'a'.repeat(64), 'ab'.repeat(32)],
  CORS_ALLOWED_ORIGINS: [
    'shop.example.com',
    'https://shop.example.com/',
    'https://ok.example.com,*',
  ],
  POSTGRES_PORT: ['0', '65536', '5432x', '-1', '5e3'],
  PORT: ['-1', '65536', 'http'],
  WORKER_PORT: ['0', '65536', 'off'],
  DB_POOL_MAX: ['1', '1000', 'ten'],
  ORDER_PAYMENT_TIMEOUT_MINUTES: ['0', '1441', '10.5'],
  SECURE_HSTS_SECONDS: ['a year', '-1'],
  SECURE_SSL_REDIRECT: ['maybe', '2'],
  SECURE_HSTS_PRELOAD: ['ja'],
  LOG_LEVEL: ['verbose'],
  QUEUE_HEARTBEAT_SECONDS: ['9', '301'],
  ACCESS_TOKEN_MINUTES: ['0'],
  REFRESH_TOKEN_DAYS: ['366'],
  RATE_LIMITS: ['off', 'none'],
  TRUSTED_PROXIES: ['nginx', '10.0.0.0/33', 'loopback,10.0.0.300'],
  MEDIA_URL: ['media', 'ftp://cdn.example.com/', 'http://cdn.example.com/'],
  PAYMENT_MAX_AMOUNT: ['1.005', '-1', '1e5'],
  WECHAT_API_BASE_URL: ['api.weixin.qq.com', 'http://api.weixin.qq.com'],
  YLH_AUTH_URL: ['auth.example.com', 'http://auth.example.com/token'],
  YLH_CALLBACK_SECRET: ['short'],
  HAIER_TOKEN_URL: ['http://openapi.example.com/oauth2/auth'],
}

const INTERNAL = [
  'http://127.0.0.1:8600/ylh',
  'https://localhost',
  'https://shop.localhost/api',
  'https://[::1]:8600',
  'https://10.1.2.3',
  'https://192.168.1.4/api',
  'https://172.20.0.2',
  'https://sandbox.example.com',
  'https://api.test.example.com',
  'https://test-api.example.com',
]

test.group('Settings in production', () => {
  test('everything that is required is enough to start', ({ assert }) => {
    const { problems, settings, warnings } = inProduction()
    assert.deepEqual(problems, [])
    assert.deepEqual(warnings, [])
    assert.isFalse(settings.wechatPay.enabled)
    assert.deepEqual(settings.allowedHosts, ['shop.example.com', '.example.cn'])
    assert.containSubset(settings, {
      production: true,
      rateLimits: true,
      host: '0.0.0.0',
      port: 8000,
      workerPort: null,
      ssl: {
        redirect: true,
        secureCookies: true,
        hstsSeconds: 31_536_000,
        hstsIncludeSubdomains: true,
        hstsPreload: true,
      },
      wechat: { baseUrl: 'https://api.weixin.qq.com' },
    })
  })

  test('without {name} it does not start, and says so')
    .with(Object.keys(REQUIRED).map((name) => ({ name })))
    .run(({ assert }, { name }) => {
      assert.deepEqual(inProduction({ [name]: undefined }).problems, [`${name}：缺少`])
      assert.deepEqual(inProduction({ [name]: '  ' }).problems, [`${name}：缺少`])
    })

  test('with nothing set, one message names every variable', ({ assert }) => {
    const { problems } = readSettings({ NODE_ENV: 'production' })
    assert.sameMembers(named(problems), Object.keys(REQUIRED))
    const { message } = new ConfigurationError(problems)
    for (const name of Object.keys(REQUIRED)) assert.include(message, `  - ${name}：缺少`)
    assert.include(message, `${Object.keys(REQUIRED).length} 项`)
  })

  test('a malformed {name} is refused: {value}')
    .with(
      Object.entries(MALFORMED).flatMap(([name, values]) =>
        values.map((value) => ({ name, value }))
      )
    )
    .run(({ assert }, { name, value }) => {
      assert.deepEqual(named(inProduction({ [name]: value }).problems), [name])
    })

  test('all malformed ones are told at once, and no value is in the message', ({ assert }) => {
    for (let index = 0; index < 3; index++) {
      const wrong = Object.entries(MALFORMED).flatMap(([name, values]) =>
        values[index] ? [[name, `${values[index]}`] as const] : []
      )
      const secrets = { WECHAT_SECRET: SANDBOX.secret, POSTGRES_PASSWORD: 'change-me' }
      const { problems } = inProduction({ ...Object.fromEntries(wrong), ...secrets })
      assert.includeMembers(named(problems), [
        ...wrong.map(([name]) => name),
        ...Object.keys(secrets),
      ])
      const { message } = new ConfigurationError(problems)
      for (const value of ['too-short-for-a-key', 'a'.repeat(64), ...Object.values(secrets)])
        assert.notInclude(message, value)
    }
  })

  test('no value of a secret is ever part of a message', ({ assert }) => {
    const everything = Object.entries({ ...REQUIRED, ...HAIER })
    const secrets = everything.filter(([name]) => /SECRET|PASSWORD/.test(name))
    for (const [name] of everything) {
      const { problems } = inProduction({
        ...HAIER,
        [name]: undefined,
        YLH_CALLBACK_SECRET: 'brief',
      })
      const { message } = new ConfigurationError(problems)
      for (const [, value] of secrets) assert.notInclude(message, value)
      assert.notInclude(message, 'brief')
    }
  })

  test('the sandbox identity in {name} is refused')
    .with([
      { name: 'WECHAT_APPID', value: SANDBOX.appid },
      { name: 'WECHAT_SECRET', value: SANDBOX.secret },
      { name: 'YLH_CLIENT_ID', value: 'sbx_client' },
      { name: 'YLH_SOURCE_SYSTEM', value: 'SBXMALL' },
      { name: 'POSTGRES_PASSWORD', value: 'postgres' },
      { name: 'YLH_PASSWORD', value: 'changeme' },
    ])
    .run(({ assert }, { name, value }) => {
      assert.deepEqual(named(inProduction({ [name]: value }).problems), [name])
    })

  test('{url} is no address for production')
    .with(INTERNAL.map((url) => ({ url })))
    .run(({ assert }, { url }) => {
      for (const name of ['YLH_BASE_URL', 'WECHAT_API_BASE_URL'])
        assert.include(named(inProduction({ [name]: url }).problems), name)
      const haier = inProduction({ ...HAIER, HAIER_BASE_URL: url })
      assert.include(named(haier.problems), 'HAIER_BASE_URL')
    })

  test('half of the Haier group is refused, the whole of it is not', ({ assert }) => {
    assert.deepEqual(inProduction(HAIER).problems, [])
    assert.isTrue(inProduction(HAIER).settings.suppliers.haier.configured)
    for (const name of Object.keys(HAIER))
      assert.deepEqual(inProduction({ ...HAIER, [name]: undefined }).problems, [`${name}：缺少`])
  })

  test('a boolean may be written in any case', ({ assert }) => {
    for (const yes of ['true', 'TRUE', '1', 'Yes', ' yes '])
      assert.isTrue(inProduction({ SECURE_SSL_REDIRECT: yes }).settings.ssl.redirect)
    for (const no of ['false', 'False', '0', 'NO'])
      assert.isFalse(inProduction({ SECURE_SSL_REDIRECT: no }).settings.ssl.redirect)
  })

  test('cookies need TLS unless http is let in, as on the machine of a rehearsal', ({ assert }) => {
    const { settings, problems } = inProduction({ SECURE_SSL_REDIRECT: 'false' })
    assert.deepEqual(problems, [])
    assert.isFalse(settings.ssl.secureCookies)
    assert.isTrue(settings.production)
    assert.isFalse(readSettings({ SECURE_SSL_REDIRECT: 'true' }).settings.ssl.secureCookies)
  })

  test('plain http to the order platform stays refused whatever the switch says', ({ assert }) => {
    const change = { YLH_ALLOW_HTTP: 'true', YLH_BASE_URL: 'http://orders.example.com' }
    assert.deepEqual(named(inProduction(change).problems), ['YLH_BASE_URL'])
  })

  test('SQL is never logged, and a password of an administrator in a file is warned about', ({
    assert,
  }) => {
    const { settings, warnings } = inProduction({
      DB_LOG_LEVEL: 'debug',
      SUPERUSER_PASSWORD: secret(),
    })
    assert.isFalse(settings.log.sql)
    assert.match(warnings.join(), /SUPERUSER_PASSWORD/)
  })

  test('a missing variable relaxes nothing: sandbox values are not filled in', ({ assert }) => {
    const { settings } = readSettings({ NODE_ENV: 'production' })
    assert.isTrue(settings.production)
    assert.isFalse(settings.wechatPay.enabled)
    assert.equal(settings.secretKey, '')
    assert.isTrue(settings.rateLimits)
  })
})
