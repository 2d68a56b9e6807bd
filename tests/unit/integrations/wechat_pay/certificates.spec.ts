import { createPublicKey, X509Certificate } from 'node:crypto'
import { test } from '@japa/runner'
import { KeyRing, parseCertificate } from '#integrations/wechat_pay/key_ring'
import { payClient, payHost, type Answer } from './pay_host.js'
import { PLATFORM_CERTIFICATE, PLATFORM_SERIAL } from './platform_certificate.js'
import { sealed } from './sealed_notification.js'
import { PUBLIC_KEY_ID, WECHAT_PUBLIC_KEY } from './vectors.js'

const certificate = new X509Certificate(PLATFORM_CERTIFICATE)

test.group('Key ring', () => {
  const keyRing = new KeyRing()
  keyRing.addCertificate(certificate)
  keyRing.addPublicKey(PUBLIC_KEY_ID, createPublicKey(WECHAT_PUBLIC_KEY))

  test('a certificate is found under its serial in either case', ({ assert }) => {
    assert.isTrue(keyRing.find(PLATFORM_SERIAL, Date.now())?.equals(certificate.publicKey))
    assert.isDefined(keyRing.find(PLATFORM_SERIAL.toLowerCase(), Date.now()))
    assert.isUndefined(keyRing.find(PLATFORM_SERIAL.replace('5', '6'), Date.now()))
  })

  test('a certificate counts from its first to its last second', ({ assert }) => {
    const from = certificate.validFromDate.getTime()
    const to = certificate.validToDate.getTime()
    const found = [from - 1000, from, to, to + 1000].map((now) =>
      Boolean(keyRing.find(PLATFORM_SERIAL, now))
    )
    assert.deepEqual(found, [false, true, true, false])
  })

  test('a public key never ends', ({ assert }) => {
    assert.isDefined(keyRing.find(PUBLIC_KEY_ID, Date.parse('2200-01-01')))
  })

  test('a text that is no certificate is none', ({ assert }) => {
    assert.isUndefined(parseCertificate(Buffer.from(WECHAT_PUBLIC_KEY)))
  })
})

test.group('Platform certificates', () => {
  const list = (serial: string, pem: string): Answer => ({
    body: { data: [{ serial_no: serial, encrypt_certificate: sealed(pem, 'certificate') }] },
  })

  test('a delivered certificate joins the key ring', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, list(PLATFORM_SERIAL, PLATFORM_CERTIFICATE))
    const { certificates, config } = payClient({ baseUrl: host.url, certificatesEnabled: true })
    assert.isTrue(certificates.isDue())
    assert.deepInclude(await certificates.refresh(), { outcome: 'ok', value: 1 })
    assert.isDefined(config.keyRing.find(PLATFORM_SERIAL, Date.now()))
    assert.isFalse(certificates.isDue())
  })

  test('{name} is not believed')
    .with([
      {
        name: 'a certificate under a foreign serial',
        answer: list(PUBLIC_KEY_ID, PLATFORM_CERTIFICATE),
      },
      { name: 'a key instead of a certificate', answer: list(PLATFORM_SERIAL, WECHAT_PUBLIC_KEY) },
      { name: 'a list without data', answer: { body: {} } },
    ])
    .run(async ({ assert, cleanup }, { answer }) => {
      const host = await payHost(cleanup, answer)
      const { certificates, config } = payClient({ baseUrl: host.url, certificatesEnabled: true })
      assert.containSubset(await certificates.refresh(), {
        outcome: 'unknown',
        reason: 'unreadable',
      })
      assert.lengthOf(config.keyRing.list(), 1)
    })

  test('parallel refreshes ask once', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, list(PLATFORM_SERIAL, PLATFORM_CERTIFICATE))
    const { certificates } = payClient({ baseUrl: host.url, certificatesEnabled: true })
    const all = Array.from({ length: 5 }, () => certificates.refreshForUnknownSerial())
    assert.deepEqual(await Promise.all(all), [true, true, true, true, true])
    assert.lengthOf(host.requests, 1)
  })
})
