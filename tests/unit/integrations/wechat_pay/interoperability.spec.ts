import { createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import {
  answerMessage,
  authorizationHeader,
  decryptResource,
  paymentMessage,
  requestMessage,
  signMessage,
  verifyMessage,
} from '#integrations/wechat_pay/signature'
import { openNotification } from '#integrations/wechat_pay/notification'
import { sealedNotification } from './sealed_notification.js'
import { API_V3_KEY, P4, P5, P6, P7, WECHAT_PUBLIC_KEY } from './vectors.js'

const apiV3Key = createSecretKey(Buffer.from(API_V3_KEY))
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const text = fc.string({ unit: 'binary' })

test.group('Interoperability with an independent WeChat Pay library', () => {
  test('it verifies the signatures of our requests', ({ assert }) => {
    fc.assert(
      fc.property(text, (body) => {
        const request = { method: 'POST', path: '/v3/x?y=1', timestamp: 1781490030, nonce: 'n0nce' }
        const merchant = { merchantId: '1699000042', merchantSerial: 'AB12', privateKey }
        const header = authorizationHeader({ ...request, body: Buffer.from(body) }, merchant)
        const signature = /signature="([^"]+)"/.exec(header)![1]
        const theirs = Formatter.request('POST', request.path, '1781490030', request.nonce, body)
        assert.isTrue(Rsa.verify(theirs, signature, publicKey))
        assert.deepEqual(requestMessage({ ...request, body: Buffer.from(body) }).toString(), theirs)
      }),
      { numRuns: 20 }
    )
  })

  test('it verifies our paySign', ({ assert }) => {
    const parts = ['wx0a1b2c3d4e5f6071', '1781490031', 'nonce', 'prepay_id=wx15'] as const
    const signature = signMessage(paymentMessage(...parts), privateKey)
    assert.isTrue(Rsa.verify(Formatter.joinedByLineFeed(...parts), signature, publicKey))
  })

  test('we verify its signatures of answers', ({ assert }) => {
    fc.assert(
      fc.property(text, (body) => {
        const signature = Rsa.sign(Formatter.response('1781490068', 'nonce', body), privateKey)
        const message = answerMessage('1781490068', 'nonce', Buffer.from(body))
        assert.isTrue(verifyMessage(message, signature, publicKey))
      }),
      { numRuns: 20 }
    )
  })

  test('it accepts the recorded signatures that we accept', ({ assert }) => {
    const wechatKey = createPublicKey(WECHAT_PUBLIC_KEY)
    const notification = Formatter.response(P5.timestamp, P5.nonce, P5.body)
    const empty = Formatter.response(P7.timestamp, P7.nonce)
    assert.isTrue(Rsa.verify(notification, P5.signature, wechatKey))
    assert.isTrue(Rsa.verify(empty, P7.signature, wechatKey))
  })

  test('it opens what the recorded vectors sealed', ({ assert }) => {
    for (const vector of [P4, P6]) {
      const opened = Aes.AesGcm.decrypt(
        vector.ciphertext,
        API_V3_KEY,
        vector.nonce,
        vector.associated_data
      )
      assert.equal(opened, vector.plaintext)
    }
  })

  test('we open what it seals, also without associated data', ({ assert }) => {
    fc.assert(
      fc.property(text, fc.constantFrom('transaction', ''), (plain, data) => {
        const ciphertext = Aes.AesGcm.encrypt(plain, API_V3_KEY, 'nonce1234567', data)
        const resource = { algorithm: 'AEAD_AES_256_GCM', nonce: 'nonce1234567', ciphertext }
        const opened = decryptResource(
          { ...resource, associated_data: data || undefined },
          apiV3Key
        )
        assert.equal(opened?.toString(), plain)
      })
    )
  })

  test('our helper of these tests seals the way it does', ({ assert }) => {
    const raw = JSON.parse(sealedNotification('REFUND.SUCCESS', P6.plaintext, 'refund').toString())
    const { ciphertext, nonce, associated_data: data } = raw.resource
    assert.equal(Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, data), P6.plaintext)
    assert.isDefined(openNotification(Buffer.from(JSON.stringify(raw)), apiV3Key))
  })
})
