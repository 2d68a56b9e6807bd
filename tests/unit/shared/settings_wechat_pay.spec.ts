import { test } from '@japa/runner'
import { SANDBOX } from '#shared/settings/demo_values'
import {
  inProduction,
  named,
  secret,
  usesWechatPay,
  type Variables,
} from './production_environment.js'

test.group('Settings of WeChat Pay in production', (group) => {
  const pay = usesWechatPay(group)
  const NAMES = Object.keys(pay)

  test('the whole group switches it on', ({ assert }) => {
    const { settings, problems } = inProduction(pay)
    assert.deepEqual(problems, [])
    assert.containSubset(settings.wechatPay, {
      enabled: true,
      sandbox: false,
      certMode: 'pubkey',
      baseUrl: 'https://api.mch.weixin.qq.com',
      notifyUrl: 'https://shop.example.com/api/payments/callback/wechat/',
      refundNotifyUrl: 'https://shop.example.com/api/payments/refund-callback/wechat/',
    })
  })

  test('nothing of it leaves it off, and everything of it may be switched off', ({ assert }) => {
    assert.isFalse(inProduction().settings.wechatPay.enabled)
    const off = inProduction({ ...pay, WECHAT_PAY_ENABLED: 'false' })
    assert.deepEqual(off.problems, [])
    assert.isFalse(off.settings.wechatPay.enabled)
  })

  test('without {name} the rest is half a group and is refused')
    .with(NAMES.map((name) => ({ name })))
    .run(({ assert }, { name }) => {
      const { problems } = inProduction({ ...pay, [name]: undefined })
      assert.lengthOf(problems, 1)
      assert.include(problems[0], name)
      assert.include(problems[0], '缺少')
    })

  test('{name} alone is half a group and is refused')
    .with(NAMES.map((name) => ({ name })))
    .run(({ assert }, { name }) => {
      const text = inProduction({ [name]: pay[name] }).problems.join('\n')
      for (const other of ['WECHAT_PAY_MCHID', 'WECHAT_PAY_API_V3_KEY', 'WECHAT_PAY_SERIAL_NO'])
        if (other !== name) assert.include(text, `${other}：缺少`)
    })

  test('switched on without any of it is refused', ({ assert }) => {
    const { problems } = inProduction({ WECHAT_PAY_ENABLED: 'true' })
    assert.includeMembers(named(problems), ['WECHAT_PAY_MCHID', 'WECHAT_PAY_PRIVATE_KEY_PATH'])
  })

  test('a malformed {name} is refused: {value}')
    .with([
      { name: 'WECHAT_PAY_MCHID', value: 'my-shop' },
      { name: 'WECHAT_PAY_SERIAL_NO', value: '1234' },
      { name: 'WECHAT_PAY_API_V3_KEY', value: 'too-short' },
      { name: 'WECHAT_PAY_API_V3_KEY', value: '密'.repeat(32) },
      { name: 'WECHAT_PAY_PRIVATE_KEY_PATH', value: '/nowhere/private.pem' },
      { name: 'WECHAT_PAY_PUBLIC_KEY_PATH', value: '/nowhere/public.pem' },
      { name: 'WECHAT_PAY_PUBLIC_KEY_ID', value: 'KEY_1' },
      { name: 'WECHAT_PAY_PLATFORM_CERT_PATH', value: '/nowhere/certificate.pem' },
      { name: 'WECHAT_PAY_CERT_DIR', value: '/nowhere' },
      { name: 'WECHAT_PAY_CERT_MODE', value: 'none' },
      { name: 'WECHAT_PAY_NOTIFY_BASE', value: 'http://shop.example.com' },
      { name: 'WECHAT_PAY_NOTIFY_BASE', value: 'https://127.0.0.1' },
      { name: 'WECHAT_PAY_NOTIFY_BASE', value: 'https://shop.example.com?x=1' },
      { name: 'WECHAT_PAY_BASE_URL', value: 'http://127.0.0.1:8600/pay' },
      { name: 'WECHAT_PAY_ENABLED', value: 'perhaps' },
      { name: 'PAYMENT_MAX_AMOUNT', value: 'a lot' },
    ])
    .run(({ assert }, { name, value }) => {
      assert.deepEqual(
        [...new Set(named(inProduction({ ...pay, [name]: value }).problems))],
        [name]
      )
    })

  test('a public key where the private one belongs is refused without quoting it', ({ assert }) => {
    const swapped = { WECHAT_PAY_PRIVATE_KEY_PATH: pay.WECHAT_PAY_PUBLIC_KEY_PATH }
    const { problems } = inProduction({ ...pay, ...swapped })
    assert.deepEqual(named(problems), ['WECHAT_PAY_PRIVATE_KEY_PATH'])
    assert.notInclude(problems.join(), 'BEGIN')
  })

  test('keys of the sandbox are refused', ({ assert }) => {
    const demo: Variables = {
      WECHAT_PAY_MCHID: SANDBOX.merchantId,
      WECHAT_PAY_SERIAL_NO: SANDBOX.merchantSerial,
      WECHAT_PAY_API_V3_KEY: SANDBOX.apiV3Key,
      WECHAT_PAY_PUBLIC_KEY_ID: SANDBOX.publicKeyId,
    }
    for (const [name, value] of Object.entries(demo))
      assert.deepEqual(named(inProduction({ ...pay, [name]: value }).problems), [name])
  })

  test('what the shop no longer uses is ignored with a warning that does not repeat it', ({
    assert,
  }) => {
    const old = secret()
    const { problems, warnings } = inProduction({ ...pay, WECHAT_PAY_SECRET: old })
    assert.deepEqual(problems, [])
    assert.match(warnings.join(), /WECHAT_PAY_SECRET/)
    assert.notInclude(warnings.join(), old)
  })
})
