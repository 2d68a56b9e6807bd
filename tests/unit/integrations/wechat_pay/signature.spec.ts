import { createHash, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  answerMessage,
  authorizationHeader,
  createNonce,
  decryptResource,
  paymentMessage,
  requestMessage,
  signMessage,
  verifyMessage,
} from '#integrations/wechat_pay/signature'
import {
  API_V3_KEY,
  MERCHANT_PUBLIC_KEY,
  P1,
  P2,
  P3,
  P4,
  P5,
  P6,
  P7,
  WECHAT_PUBLIC_KEY,
} from './vectors.js'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const merchantKey = createPublicKey(MERCHANT_PUBLIC_KEY)
const wechatKey = createPublicKey(WECHAT_PUBLIC_KEY)
const apiV3Key = createSecretKey(Buffer.from(API_V3_KEY))
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const sealed = { algorithm: 'AEAD_AES_256_GCM' }

test.group('WeChat Pay signature vectors', () => {
  test('a prepay request (P1) is built and verified byte for byte', ({ assert }) => {
    const message = requestMessage({ ...P1, body: Buffer.from(P1.body) })
    assert.equal(Buffer.byteLength(P1.body), 428)
    assert.equal(sha256(message), P1.sha256)
    assert.isTrue(verifyMessage(message, P1.signature, merchantKey))
  })

  test('a query (P2) is built with its query string and an empty last line', ({ assert }) => {
    const message = requestMessage(P2)
    assert.equal(sha256(message), P2.sha256)
    assert.isTrue(verifyMessage(message, P2.signature, merchantKey))
  })

  test('the parameters of wx.requestPayment (P3) are built in four lines', ({ assert }) => {
    const message = paymentMessage(P3.appid, P3.timeStamp, P3.nonceStr, P3.package)
    assert.equal(sha256(message), P3.sha256)
    assert.isTrue(verifyMessage(message, P3.signature, merchantKey))
  })

  test('a sealed payment (P4) and a sealed refund (P6) open to their exact text', ({ assert }) => {
    assert.equal(Buffer.byteLength(P4.plaintext), 451)
    assert.equal(decryptResource({ ...sealed, ...P4 }, apiV3Key)?.toString(), P4.plaintext)
    assert.equal(decryptResource({ ...sealed, ...P6 }, apiV3Key)?.toString(), P6.plaintext)
  })

  test('a notification (P5) is verified over its raw body', ({ assert }) => {
    const body = Buffer.from(P5.body)
    const message = answerMessage(P5.timestamp, P5.nonce, body)
    assert.equal(body.length, 951)
    assert.equal(sha256(body), P5.bodySha256)
    assert.equal(sha256(message), P5.sha256)
    assert.isTrue(verifyMessage(message, P5.signature, wechatKey))
  })

  test('an answer without body (P7) is verified with an empty third line', ({ assert }) => {
    const message = answerMessage(P7.timestamp, P7.nonce, Buffer.alloc(0))
    assert.equal(sha256(message), P7.sha256)
    assert.isTrue(verifyMessage(message, P7.signature, wechatKey))
  })
})

test.group('WeChat Pay signatures', () => {
  test('whatever we sign, our public half verifies, and nothing else', ({ assert }) => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const signature = signMessage(Buffer.from(one), privateKey)
        assert.isTrue(verifyMessage(Buffer.from(one), signature, publicKey))
        const same = Buffer.compare(one, other) === 0
        assert.equal(verifyMessage(Buffer.from(other), signature, publicKey), same)
      }),
      { numRuns: 25 }
    )
  })

  test('{name} is no signature')
    .with([
      { name: 'a text that is not base64', spoil: (text: string) => `!${text.slice(1)}` },
      { name: 'a signature with a line feed', spoil: (text: string) => `${text}\n` },
      { name: 'a signature in the URL alphabet', spoil: () => P5.signature.replaceAll('+', '-') },
      { name: 'a shorter signature', spoil: (text: string) => text.slice(4) },
      { name: 'a longer signature', spoil: (text: string) => `AAAA${text}` },
      { name: 'an empty text', spoil: () => '' },
      {
        name: 'a signature with stray bits in its last letter',
        spoil: (text: string) => text.replace(/g==$/, 'h=='),
      },
    ])
    .run(({ assert }, { spoil }) => {
      const message = answerMessage(P5.timestamp, P5.nonce, Buffer.from(P5.body))
      assert.isFalse(verifyMessage(message, spoil(P5.signature), wechatKey))
    })

  test('the Authorization header has the scheme, five quoted fields and no other space', ({
    assert,
  }) => {
    const request = { ...P2, nonce: createNonce() }
    const merchant = { merchantId: '1699000042', merchantSerial: 'AB12', privateKey }
    const header = authorizationHeader(request, merchant)
    const fields =
      /^WECHATPAY2-SHA256-RSA2048 mchid="1699000042",nonce_str="([0-9a-f]{32})",timestamp="1781490035",serial_no="AB12",signature="([^"]+)"$/
    const [, nonce, signature] = fields.exec(header) ?? []
    assert.equal(nonce, request.nonce)
    assert.isTrue(verifyMessage(requestMessage(request), signature, publicKey))
  })

  test('nonces are 32 characters and do not repeat', ({ assert }) => {
    const nonces = Array.from({ length: 1000 }, createNonce)
    assert.equal(new Set(nonces).size, 1000)
    assert.isTrue(nonces.every((nonce) => /^[0-9a-f]{32}$/.test(nonce)))
  })
})

test.group('WeChat Pay sealed resources', () => {
  test('{name} does not open')
    .with([
      { name: 'a resource with other associated data', change: { associated_data: 'refund' } },
      { name: 'a resource without its associated data', change: { associated_data: undefined } },
      { name: 'a resource with its last byte flipped', change: { ciphertext: flipLast() } },
      { name: 'a resource with another nonce', change: { nonce: 'sbxNonce0002' } },
      { name: 'a nonce of the wrong length', change: { nonce: 'short' } },
      { name: 'a resource shorter than its tag', change: { ciphertext: 'AAAA' } },
      { name: 'another algorithm', change: { algorithm: 'AEAD_SM4_GCM' } },
      { name: 'a resource without algorithm', change: { algorithm: undefined } },
    ])
    .run(({ assert }, { change }) => {
      assert.isUndefined(decryptResource({ ...sealed, ...P4, ...change }, apiV3Key))
    })

  test('a resource does not open with another key', ({ assert }) => {
    const other = createSecretKey(Buffer.from(API_V3_KEY.replace('00001', '00002')))
    assert.isUndefined(decryptResource({ ...sealed, ...P4 }, other))
  })
})

function flipLast(): string {
  const bytes = Buffer.from(P4.ciphertext, 'base64')
  bytes[bytes.length - 1] ^= 1
  return bytes.toString('base64')
}
