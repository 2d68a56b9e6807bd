import { test } from '@japa/runner'
import { readSettings } from '#shared/settings/settings'
import { REQUIRED } from './production_environment.js'

const KEY = REQUIRED.SECRET_KEY

test.group('Settings outside production', () => {
  test('a key is all that development needs; WeChat is played by the sandbox', ({ assert }) => {
    const { settings, problems } = readSettings({ SECRET_KEY: KEY })
    assert.deepEqual(problems, [])
    assert.containSubset(settings, {
      mode: 'development',
      production: false,
      host: '127.0.0.1',
      port: 8000,
      orders: { paymentTimeoutMinutes: 10 },
      ssl: { redirect: false },
      media: { url: '/media/' },
      wechat: { baseUrl: 'http://127.0.0.1:8600/wx' },
      wechatPay: { enabled: true, sandbox: true, baseUrl: 'http://127.0.0.1:8600/pay' },
    })
  })

  test('there is no built-in key', ({ assert }) => {
    assert.deepEqual(readSettings({}).problems, ['SECRET_KEY：缺少'])
    assert.deepEqual(readSettings({ APP_KEY: KEY }).problems, [])
    assert.lengthOf(readSettings({ APP_KEY: 'short' }).problems, 1)
  })

  test('a mode that nobody knows does not start: {mode}')
    .with(['prod', 'Production', 'staging', 'dev'].map((mode) => ({ mode })))
    .run(({ assert }, { mode }) => {
      const { problems } = readSettings({ SECRET_KEY: KEY, NODE_ENV: mode })
      assert.lengthOf(problems, 1)
      assert.match(problems[0], /^NODE_ENV：/)
    })

  test('lists are separated by commas, spaces and empty places do not count', ({ assert }) => {
    const { settings } = readSettings({ SECRET_KEY: KEY, ALLOWED_HOSTS: ' a.cn, ,.b.cn ,' })
    assert.deepEqual(settings.allowedHosts, ['a.cn', '.b.cn'])
  })

  test('the media address ends with a slash and falls back to the CDN', ({ assert }) => {
    const url = (variables: object) =>
      readSettings({ SECRET_KEY: KEY, ...variables }).settings.media.url
    assert.equal(url({ MEDIA_URL: '/files' }), '/files/')
    assert.equal(url({ CDN_MEDIA_URL: 'https://cdn.example.com' }), 'https://cdn.example.com/')
    assert.equal(url({ MEDIA_URL: '/m/', CDN_MEDIA_URL: 'https://cdn.example.com' }), '/m/')
  })

  test('notifications of the sandbox may be sent to another address of this machine', ({
    assert,
  }) => {
    const { settings, problems } = readSettings({
      SECRET_KEY: KEY,
      WECHAT_PAY_NOTIFY_BASE: 'http://127.0.0.1:9000/',
    })
    assert.deepEqual(problems, [])
    assert.equal(
      settings.wechatPay.notifyUrl,
      'http://127.0.0.1:9000/api/payments/callback/wechat/'
    )
  })
})
