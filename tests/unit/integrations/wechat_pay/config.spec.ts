import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { readWechatPayConfig, type WechatPaySource } from '#integrations/wechat_pay/config'
import { PUBLIC_KEY_ID, WECHAT_PUBLIC_KEY } from './vectors.js'

const SECRET = 'SECRET-apiv3-key-of-32-bytes-000'
const pem = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })

test.group('Start-up checks of WeChat Pay', (group) => {
  let folder: string
  let source: WechatPaySource

  group.each.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'wechat-pay-'))
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content, { mode: 0o600 })
      return join(folder, name)
    }
    file('weak.pem', pem(1024).privateKey)
    file('nonsense.pem', SECRET)
    source = {
      appid: 'wx1111111111111111',
      merchantId: '1600000001',
      merchantSerial: 'A'.repeat(40),
      privateKeyPath: file('merchant.pem', pem(2048).privateKey),
      apiV3Key: SECRET,
      publicKeyId: PUBLIC_KEY_ID,
      publicKeyPath: file('wechat.pem', WECHAT_PUBLIC_KEY),
      certMode: 'pubkey',
      baseUrl: 'https://api.mch.weixin.qq.com',
      backupBaseUrl: 'https://api2.mch.weixin.qq.com',
      notifyUrl: 'https://shop.example.com/api/payments/callback/wechat/',
      refundNotifyUrl: 'https://shop.example.com/api/payments/refund-callback/wechat/',
      production: true,
    }
    return () => rmSync(folder, { recursive: true })
  })

  test('a complete set-up gives a configuration and nothing to say', ({ assert }) => {
    const { config, problems, warnings } = readWechatPayConfig(source)
    assert.deepEqual([problems, warnings], [[], []])
    assert.equal(config?.publicKeyId, PUBLIC_KEY_ID)
    assert.isFalse(config?.certificatesEnabled)
    assert.deepEqual(config?.keyRing.list(), [
      { serial: PUBLIC_KEY_ID, kind: 'public_key', validTo: undefined },
    ])
  })

  test('{name} is a problem with {variable}')
    .with([
      {
        name: 'a missing private key',
        variable: 'WECHAT_PAY_PRIVATE_KEY_PATH',
        change: { privateKeyPath: '/nowhere' },
      },
      {
        name: 'a weak private key',
        variable: 'WECHAT_PAY_PRIVATE_KEY_PATH',
        change: { privateKeyPath: 'weak.pem' },
      },
      {
        name: 'a private key file that holds none',
        variable: 'WECHAT_PAY_PRIVATE_KEY_PATH',
        change: { privateKeyPath: 'nonsense.pem' },
      },
      {
        name: 'an API v3 key of 31 bytes',
        variable: 'WECHAT_PAY_API_V3_KEY',
        change: { apiV3Key: SECRET.slice(1) },
      },
      {
        name: 'a key id of another form',
        variable: 'WECHAT_PAY_PUBLIC_KEY_ID',
        change: { publicKeyId: 'KEY_1' },
      },
      {
        name: 'a public key file that holds none',
        variable: 'WECHAT_PAY_PUBLIC_KEY_PATH',
        change: { publicKeyPath: 'nonsense.pem' },
      },
      {
        name: 'a certificate file that holds none',
        variable: 'WECHAT_PAY_PLATFORM_CERT_PATH',
        change: { certMode: 'both', platformCertPath: 'nonsense.pem' },
      },
      {
        name: 'a missing certificate folder',
        variable: 'WECHAT_PAY_CERT_DIR',
        change: { certMode: 'both', certDir: '/nowhere' },
      },
      {
        name: 'no verification key at all',
        variable: '至少需要一个',
        change: { certMode: 'certificates' },
      },
      {
        name: 'a merchant number with letters',
        variable: 'WECHAT_PAY_MCHID',
        change: { merchantId: 'mch1' },
      },
      {
        name: 'a short serial',
        variable: 'WECHAT_PAY_SERIAL_NO',
        change: { merchantSerial: 'AB' },
      },
      {
        name: 'a notify address with a query',
        variable: 'WECHAT_PAY_NOTIFY_URL',
        change: { notifyUrl: 'https://shop.example.com/?a=1' },
      },
      {
        name: 'a notify address without TLS',
        variable: 'WECHAT_PAY_REFUND_NOTIFY_URL',
        change: { refundNotifyUrl: 'http://shop.example.com/' },
      },
      {
        name: 'a notify address of this machine',
        variable: 'WECHAT_PAY_NOTIFY_URL',
        change: { notifyUrl: 'https://127.0.0.1/' },
      },
      {
        name: 'a notify address that is none',
        variable: 'WECHAT_PAY_NOTIFY_URL',
        change: { notifyUrl: 'shop' },
      },
    ] as { name: string; variable: string; change: Partial<WechatPaySource> }[])
    .run(({ assert }, { variable, change }) => {
      const inFolder = Object.fromEntries(
        Object.entries(change).map(([key, value]) => [
          key,
          String(value).endsWith('.pem') ? join(folder, String(value)) : value,
        ])
      )
      const { config, problems } = readWechatPayConfig({ ...source, ...inFolder })
      assert.isUndefined(config)
      assert.isTrue(
        problems.some((problem) => problem.includes(variable)),
        problems.join('\n')
      )
      assert.notInclude(problems.join(), SECRET.slice(1))
    })

  test('all problems are told together', ({ assert }) => {
    const broken = { apiV3Key: 'x', merchantId: '', notifyUrl: '' }
    assert.lengthOf(readWechatPayConfig({ ...source, ...broken }).problems, 3)
  })

  test('outside production the notify address may be this machine', ({ assert }) => {
    const notifyUrl = 'http://127.0.0.1:8000/api/payments/callback/wechat/'
    const local = { ...source, production: false, notifyUrl, refundNotifyUrl: notifyUrl }
    assert.deepEqual(readWechatPayConfig(local).problems, [])
  })

  test('a private key that others can read is a warning', ({ assert }) => {
    chmodSync(source.privateKeyPath, 0o644)
    const { problems, warnings } = readWechatPayConfig(source)
    assert.deepEqual(problems, [])
    assert.lengthOf(warnings, 1)
    assert.include(warnings[0], 'WECHAT_PAY_PRIVATE_KEY_PATH')
  })

  test('printing the configuration shows no key', ({ assert }) => {
    const { config } = readWechatPayConfig(source)
    assert.notInclude(JSON.stringify(config), SECRET)
  })
})
