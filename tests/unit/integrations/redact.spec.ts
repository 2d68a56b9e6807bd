import { test } from '@japa/runner'
import fc from 'fast-check'
import { Redactor } from '#integrations/redact'

const redactor = new Redactor('key of this test')
const OPENID = 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM'

const SECRET_FIELDS = [
  'Authorization',
  'Wechatpay-Signature',
  'access_token',
  'token',
  'secret',
  'client_secret',
  'password',
  'passWord',
  'sellerPassword',
  'customerPassword',
  'session_key',
  'js_code',
  'Sign',
  'paySign',
  'signature',
  'ciphertext',
  'prepay_id',
  'consigneeName',
  'consigneeMobile',
  'detailAddress',
]

/** Texts that contain no separator, so that one can say where a value ends in a query or a log text. */
const secretText = fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/)

test.group('Redaction of fields', () => {
  test('no secret survives under its name, at any depth, in any spelling', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRET_FIELDS),
        secretText,
        fc.nat(4),
        fc.boolean(),
        (field, secret, depth, upper) => {
          let value: unknown = { [upper ? field.toUpperCase() : field]: secret, kept: 1 }
          for (let i = 0; i < depth; i += 1) value = i % 2 ? { inner: value } : [value]
          const written = JSON.stringify(redactor.value(value))
          assert.notInclude(written, secret)
          assert.include(written, '"kept":1')
        }
      )
    )
  })

  test('numbers, states and amounts stay as they are', ({ assert }) => {
    const line = { out_trade_no: '1781490030517204-1', trade_state: 'SUCCESS', total: 259900 }
    assert.deepEqual(redactor.value(line), line)
  })

  test('a phone keeps 3+4 digits, a transaction id and a waybill their last six', ({ assert }) => {
    assert.deepEqual(
      redactor.value({
        phoneNumber: '13900000042',
        transaction_id: '4200000000202606150000000042',
        waybill_no: 'SF1234567890123',
      }),
      { phoneNumber: '139****0042', transaction_id: '…000042', waybill_no: '…890123' }
    )
  })

  test('an openid becomes a hash that depends on the key', ({ assert }) => {
    const hash = (key: string) => new Redactor(key).value({ payer: { openid: OPENID } })
    assert.deepEqual(hash('a'), hash('a'))
    assert.notDeepEqual(hash('a'), hash('b'))
    assert.match(JSON.stringify(hash('a')), /"openid:[0-9a-f]{12}"/)
  })

  test("a vendor's error code stays, a login code does not", ({ assert }) => {
    const login = '0b1XyZabcdefGHijkLMnop12345678qR'
    assert.deepEqual(redactor.value({ code: 'ORDER_NOT_EXIST' }), { code: 'ORDER_NOT_EXIST' })
    assert.deepEqual(redactor.value({ code: '40029' }), { code: '40029' })
    assert.deepEqual(redactor.value({ code: login }), { code: '[removed]' })
  })
})

test.group('Redaction of texts', () => {
  test('no secret survives as JSON, inside a JSON text, as a query or as a header', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_FIELDS), secretText, (field, secret) => {
        const json = JSON.stringify({ code: 'SIGN_ERROR', [field]: secret })
        const texts = [
          json,
          JSON.stringify(json),
          `a=1&${field}=${secret}&b=2`,
          `${field}: ${secret}`,
        ]
        for (const text of texts) assert.notInclude(redactor.text(`sent ${text}`), secret)
        assert.include(redactor.text(json), 'SIGN_ERROR')
      })
    )
  })

  test('the query of an address is removed, its path stays', ({ assert }) => {
    const url = `https://api.weixin.qq.com/sns/jscode2session?appid=wx1&js_code=abc`
    assert.equal(
      redactor.text(`GET ${url} failed`),
      'GET https://api.weixin.qq.com/sns/jscode2session?[removed] failed'
    )
  })

  test('{name} is removed')
    .with([
      {
        name: 'a PEM block',
        text: 'key -----BEGIN PRIVATE KEY-----\nMIIEvQ\nAAAA\n-----END PRIVATE KEY----- end',
        kept: 'key [removed] end',
      },
      {
        name: 'a PEM block that was cut off',
        text: 'key -----BEGIN PRIVATE KEY-----\nMIIEvQ',
        kept: 'key [removed]',
      },
      {
        name: 'an Authorization header with its quoted fields',
        text: 'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="1",signature="abc"\nHost: x',
        kept: 'Authorization: [removed]\nHost: x',
      },
      { name: 'a bearer token', text: 'got Bearer abc.def', kept: 'got Bearer [removed]' },
      { name: 'a login code', text: 'code=0b1XyZabc&x=1', kept: 'code=[removed]&x=1' },
    ])
    .run(({ assert }, { text, kept }) => {
      assert.equal(redactor.text(text), kept)
    })

  test('phones, openids and transaction ids are masked wherever they stand', ({ assert }) => {
    const text = redactor.text(
      `13900000042 ${OPENID} 4200000000202606150000000042 1781490030517204`
    )
    assert.match(text, /^139\*{4}0042 openid:[0-9a-f]{12} …000042 1781490030517204$/)
  })

  test('an ordinary refusal is not touched', ({ assert }) => {
    for (const text of [
      '订单号重复',
      'code: ORDER_CLOSED',
      'errcode 40029, rid: 66a1-2b',
      '签名错误',
    ])
      assert.equal(redactor.text(text), text)
  })
})
