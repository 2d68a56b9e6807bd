import { X509Certificate } from 'node:crypto'
import { test } from '@japa/runner'
import { IDS, isSignedBy, unseal } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'

const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`
const CLOSE = '/v3/pay/transactions/out-trade-no/1781490030517204-1/close'

test.group('Sandbox | signature of answers', () => {
  test('every answer is signed with the public key that the request names: {kind}')
    .with([
      { kind: 'a success', method: 'GET', target: QUERY, status: 200 },
      { kind: 'an answer without body', method: 'POST', target: CLOSE, status: 204 },
      { kind: 'an unknown order', method: 'GET', target: QUERY.replace('-1?', '-9?'), status: 404 },
      { kind: 'an unknown address', method: 'GET', target: '/v3/nothing', status: 404 },
      { kind: 'a fault in a field', method: 'GET', target: QUERY.split('?')[0], status: 400 },
    ])
    .run(async ({ assert, cleanup }, { method, target, status }) => {
      const { merchant, sandbox, prepay } = await startRig({ cleanup })
      await prepay()
      const body = method === 'POST' ? { mchid: IDS.mchid } : undefined
      const answer = await merchant.call(method, target, body)

      assert.equal(answer.status, status)
      assert.equal(answer.headers['wechatpay-serial'], IDS.publicKeyId)
      assert.match(String(answer.headers['request-id']), /^SBX\d{12}$/)
      assert.isTrue(isSignedBy(sandbox.keys.pem.wechatpayPublicKey, answer))
    })

  test('a refused signature is answered with a signature', async ({ assert, cleanup }) => {
    const { merchant, sandbox } = await startRig({ cleanup })
    const answer = await merchant.call('GET', QUERY, undefined, { scheme: 'Basic' })
    assert.equal(answer.status, 401)
    assert.isTrue(isSignedBy(sandbox.keys.pem.wechatpayPublicKey, answer))
  })

  test('without Wechatpay-Serial, or with its serial, the platform certificate signs', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, sandbox } = await startRig({ cleanup })
    const { platformSerial, platformCertificate } = sandbox.keys
    const publicKey = platformCertificate.publicKey
      .export({ type: 'spki', format: 'pem' })
      .toString()

    for (const serial of [undefined, platformSerial]) {
      const answer = await merchant.call('GET', QUERY, undefined, {
        headers: { 'Wechatpay-Serial': serial },
      })
      assert.equal(answer.status, 404)
      assert.equal(answer.headers['wechatpay-serial'], platformSerial)
      assert.isTrue(isSignedBy(publicKey, answer))
      assert.isFalse(isSignedBy(sandbox.keys.pem.wechatpayPublicKey, answer))
    }
  })

  test('an unknown Wechatpay-Serial is a PARAM_ERROR', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const headers = { 'Wechatpay-Serial': '5B0E8D7C6F5A49382716051423344556677889AA' }
    const answer = await merchant.call('GET', QUERY, undefined, { headers })
    assert.equal(answer.status, 400)
    assert.equal(answer.json.detail.field, 'wechatpay-serial')
  })

  test('the certificate list opens with the API v3 key and verifies itself', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, sandbox } = await startRig({ cleanup })
    const headers = { 'Wechatpay-Serial': undefined }
    const answer = await merchant.call('GET', '/v3/certificates', undefined, { headers })
    const [listed] = answer.json.data
    const certificate = new X509Certificate(unseal(listed.encrypt_certificate))
    const publicKey = certificate.publicKey.export({ type: 'spki', format: 'pem' }).toString()

    assert.equal(listed.serial_no, sandbox.keys.platformSerial)
    assert.equal(certificate.serialNumber, listed.serial_no)
    assert.equal(listed.encrypt_certificate.associated_data, 'certificate')
    assert.isTrue(Date.parse(listed.expire_time) > Date.parse(listed.effective_time))
    assert.isTrue(isSignedBy(publicKey, answer))
  })

  test('once the merchant has a public key only, there is no certificate list', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, control } = await startRig({ cleanup })
    await control('POST', '/pay/settings', { certificates: 'gone' })
    const answer = await merchant.call('GET', '/v3/certificates')
    assert.equal(answer.status, 404)
    assert.equal(answer.json.code, 'RESOURCE_NOT_EXISTS')
  })
})
