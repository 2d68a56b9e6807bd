import { createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { loadKeys } from '#sandbox/keys/key_store'
import { startRig } from '#tests/contract/sandbox/support/rig'

function freshFolder(cleanup: (task: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-fresh-'))
  cleanup(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test.group('Sandbox | keys', () => {
  test('the first start makes three pairs that only the owner can read', async ({
    assert,
    cleanup,
  }) => {
    const folder = freshFolder(cleanup)
    const keys = await loadKeys(join(folder, 'keys'))

    for (const path of Object.values(keys.paths)) {
      assert.equal(statSync(path).mode & 0o777, 0o600, path)
    }
    assert.deepEqual(
      [keys.merchantPublicKey, keys.wechatpayPrivateKey, keys.platformPrivateKey].map(
        (key) => key.asymmetricKeyDetails?.modulusLength
      ),
      [2048, 2048, 2048]
    )
    const own = createPublicKey(readFileSync(keys.paths.merchantPrivateKey))
    assert.isTrue(own.equals(keys.merchantPublicKey))
  })

  test('a later start uses the same keys', async ({ assert, cleanup }) => {
    const folder = freshFolder(cleanup)
    const first = await loadKeys(folder)
    const second = await loadKeys(folder)
    assert.deepEqual(second.pem, first.pem)
  })

  test('two first starts at once agree on one set of keys', async ({ assert, cleanup }) => {
    const folder = freshFolder(cleanup)
    const [one, other] = await Promise.all([loadKeys(folder), loadKeys(folder)])
    assert.deepEqual(one.pem, other.pem)
    assert.equal(readFileSync(one.paths.merchantPrivateKey, 'utf8'), one.pem.merchantPrivateKey)
  })

  test('the platform certificate is valid X.509, signs itself and has a serial of 40 digits', async ({
    assert,
    cleanup,
  }) => {
    const keys = await loadKeys(freshFolder(cleanup))
    const certificate = new X509Certificate(keys.pem.platformCertificate)

    assert.isTrue(certificate.verify(certificate.publicKey))
    assert.isTrue(certificate.checkPrivateKey(keys.platformPrivateKey))
    assert.match(keys.platformSerial, /^[0-9A-F]{40}$/)
    assert.isTrue(Date.parse(certificate.validFrom) <= Date.now())
    assert.isTrue(Date.parse(certificate.validTo) > Date.now())
  })

  test('the control page gives the public halves and no private one', async ({
    assert,
    cleanup,
  }) => {
    const { control, sandbox } = await startRig({ cleanup })
    const { json, text } = await control('GET', '/keys')

    assert.equal(json.wechatpay_public_key, sandbox.keys.pem.wechatpayPublicKey)
    assert.equal(json.platform_serial, sandbox.keys.platformSerial)
    assert.equal(json.files.merchant_private_key, sandbox.keys.paths.merchantPrivateKey)
    assert.notInclude(text, 'PRIVATE KEY')
  })

  test('production refuses to start it', async ({ assert, cleanup }) => {
    const { startSandbox } = await import('#sandbox/server')
    const before = process.env.NODE_ENV
    cleanup(() => {
      process.env.NODE_ENV = before
    })
    process.env.NODE_ENV = 'production'
    await assert.rejects(() => startSandbox({ port: 0, keysDir: 'never' }), /生产环境不能启动沙箱/)
  })
})
