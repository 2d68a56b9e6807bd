/**
 * Vectors for WeChat Pay's signatures and sealed resources, made with throw-away RSA-2048 pairs whose
 * private halves no longer exist. Everything in them is invented.
 */
export const MERCHANT_PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1AJHS5GUhguITWrdD6Eh
avBO7KIYNbKq8RCi5l/U+gZajN+mrUnc0JnFnlFcBIqvOJCW8f1k+3kA5bw30OGD
eXO1ba583TxKoe6BElIjI20F2WUwxKn/riLsBAmKTKqqaDnxcK07oZBQ//aLvgaJ
qjkFr1eQogWyoQf/243ll77DtzuYLhIycA4i8H8Ft3x8VREpWRZaFCyXJ4mciwlp
yDNqmQeRRVmyYtmnHed1oS1RzOr/NSO/hIF4UxWVR48zm4F4NTKmDQDMPzrCeZgB
tDbJ8sKdBF/IVuS6dCW1EIj1jPw9y94BD+tnorNMvptW9j3bCTsrwNQctJmweIIA
aQIDAQAB
-----END PUBLIC KEY-----`
export const WECHAT_PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt1ecLSlwG4cXPOHg9mB2
q8GT4hFYRbOZ9SrkYYTEo1TI5nxEdB9cREPJkBUfR+ofvAyqGWw3VrNWXoZHtXL6
0yVNGElnWEIieTgb67WzQHg2rzGVrr9jvw2W3xpqCaj6F/AIIso8Xxx2SUbj7FAs
rLJexfntqDTAQQkyWNov+chW2vnoGu62O7zo3gg07OGRuRyic2DNkZDMW9tSiR7E
AxHWy0mHnhVJuHkCldZzpsInuaekXXq9XK6c6LhDCbLb4j0l5BQbkdbK+0qy1kYP
t0OtqHQMMhVf+71+VxNjL26JSguX6jIMvtklFp3EpUEwBCJCSCB7EbMj99xEz79Y
MQIDAQAB
-----END PUBLIC KEY-----`
export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0116990000422026010100000000000001'
export const API_V3_KEY = 'SANDBOX-apiv3-key-32-bytes-00001'

/** A prepay request. */
export const P1 = {
  method: 'POST',
  path: '/v3/pay/transactions/jsapi',
  timestamp: 1781490030,
  nonce: '4f2d9c0b7a6e5d3c1b0a998877665544',
  body: '{"appid":"wx0a1b2c3d4e5f6071","mchid":"1699000042","description":"演示商城-订单1781490030517204","out_trade_no":"1781490030517204-1","time_expire":"2026-06-15T10:30:30+08:00","attach":"{\\"v\\":1,\\"pid\\":\\"42\\"}","notify_url":"https://shop.example.test/api/payments/callback/wechat/","amount":{"total":259900,"currency":"CNY"},"payer":{"openid":"oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM"},"scene_info":{"payer_client_ip":"203.0.113.9"}}',
  sha256: '988de4d5e71778b19bba7b502f92a613970845eec53996daf97b0e67954685b6',
  signature:
    'dNLYvr1VTVUAIrI/Le9U4rxvTzMWKZJ1cTLBA7eEPT012V+Cw0jiqQheIcnqCXfpEmMBztBiVqTpHjOGvhC/ZpOit4pnLF98dVgWkNYcylJYuC0gfPXRos5pJAEEGH6a3RHjGKFSWdRaWGJkjJaffHsLh5oekm29XsOBmHbWf37LcyH78u1ZsRSmZbqBkS7Y8bBdM4rlzYIku+qBu7cwilnPcUcRDcnc2Lzi7+ZD3D94t+eRh2NWgFl9fkDLzV80NAYJ9iF2DMKh/QOoWuA/hofltuCkPkqVTY04O6Ydr39qRCZfY8rpbc9C7vRr/6NNI7OrAz6r0Nx5GKbTNfXKRg==',
}

/** A query. */
export const P2 = {
  method: 'GET',
  path: '/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=1699000042',
  timestamp: 1781490035,
  nonce: '0d1c2b3a495867768594a3b2c1d0e0f1',
  sha256: '4db19af146b91680da5a00e843026aaaf82935bdc5befdbbbd2b326225cd3f81',
  signature:
    'xQMtIgJbL352swo4qIFJAzb+7wSCXJF+WhmtryAQ7p5NiYuRzzTIGafWa/B0ZYM9OQ1OwyVLcS52CNlrVTPReEoUwfKjV9denmSEBAStTwqNKZcQymBmdLDBj3GaiDKm8LX2KBSNKdHe7sCj+QZU4ePVCwz09HGrKohgz39udc9M39GOhdIDYUZLyfPA18BmbulU86CTvkwXU2EF+GOl7Z5InCjmUAJDVgH7CBtu5o946NCZKQdDTLbtts+tS8zUs0/PGuQa2Z7KsHKW/x+SFOpfEOBFWMid47JQTZ9yVheA0zRnjQhy9HLS1eqGsqmh2oACwbCqwpqQiRi8lwbNQQ==',
}

/** The parameters of wx.requestPayment. */
export const P3 = {
  appid: 'wx0a1b2c3d4e5f6071',
  timeStamp: '1781490031',
  nonceStr: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  package: 'prepay_id=wx15102031000000sandbox0000000001',
  sha256: '65ff715a2a6a2bca7602487ac2b182c61b79e398fb33dfd1659a8e7c95f010b2',
  signature:
    'JrWFWqcafRiU50qyEEfNiha5IAN9jPjQ8sGFH/52atLDLiEtkAiomz7uONS62cfmKxW5nYuTEJHAiio0Q79Pj8/BTTwVqlE2FG+U+Kwkr65jCSCDRQi4iRqjIi9XPRPEb2N66Q8d6m/8p1NJOWkmMKeolXNv4hkhir6El1VsDvPKUZOGr4zPV60k2GB20bSldV69i2IS41Iww34aEKMi+QwkcdMlHCdJmxBTjLiLzHqnkjIqbHptizS6SCGBo4eFx6qG5yC1KFrvim1pEBpvWGtfu7OM1zPxEITp361yHq01zcGv0C+FNC+0X/v89L8S7a8ZZSzKX2HNqCEPn9kiuw==',
}

/** A sealed payment. */
export const P4 = {
  nonce: 'sbxNonce0001',
  associated_data: 'transaction',
  plaintext: JSON.stringify({
    mchid: '1699000042',
    appid: 'wx0a1b2c3d4e5f6071',
    out_trade_no: '1781490030517204-1',
    transaction_id: '4200000000202606150000000042',
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '{"v":1,"pid":"42"}',
    success_time: '2026-06-15T10:21:07+08:00',
    payer: { openid: 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM' },
    amount: { total: 259900, payer_total: 259900, currency: 'CNY', payer_currency: 'CNY' },
  }),
  ciphertext:
    'Ys/7XzcNFCALCmDHl7eaYnrO29M55txgyV+VQZeL5HzbNmpcTOEz79erMhu5fk9pnAy3sMPowLDwXWPl+svlO4QTkjIXNHFwh1v4GetzRr3D4OKJ/k7vPekVrVNC5BfQT0qzvK5407QeZCRaeDWCOECKG18XCEOzAzIvcZ0T0gzqOWyBFtkyWzqHEE1KOz1ENIi5a/W0SvNSTvaPhvEZSJosX5qIscZ+81WMZcocVAbtobDpXGBIefxxcn9xY8nIJRVhOPpXBTvxqYYqJYK5lDSo8pjfzHa1lmKpqyoVChiKgHDSLs0PpaTSYJqxgwLZBPuXjinR/t4mP1tGEFRD7kP5NW/AOD12wtVz4Nd6cpiOM2LbN71tAk8nqT8C88zaJzvLNnoc7AtCkSvDWZPnuw2XtHgpgArZDA7IXI5/3o/xokg0a+o6NoSimqFZGEe709lu6MncMOqfxFs+mhXU0uIx1O/N0BPxKYofVrv4Z67tLXUinqTksFtNvbdbBrUosTHfVCAzNOa5D1Mx+lh6AQbjGGIDXOOgxxlNep0MQSd7cjAQ2DNXiDXHj+hFyaFV1ehzSAIcc6//QqZS/vkDebUITlmcCWBukQbgRwT0nQxGy0Y=',
}

/** The notification that carries P4. */
export const P5 = {
  body: JSON.stringify({
    id: '8f0d6a1c-3b52-5e7f-9a10-000000000042',
    create_time: '2026-06-15T10:21:08+08:00',
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: P4.ciphertext,
      associated_data: P4.associated_data,
      nonce: P4.nonce,
    },
  }),
  bodySha256: '93aceb7733b091995f97ae6e1e30fa3db625ba38f22787d9d33fdf6f6b78e7a7',
  timestamp: '1781490068',
  nonce: '9e8d7c6b5a4938271605f4e3d2c1b0a9',
  sha256: 'f71143951987f55c7f47fd32f982bcfc6aef2896ddff831f81e7208e8427ef3f',
  signature:
    'jgu7frBkSpomBISgtXMYZ8xcgWY+NvB+Xb+wSgkXDq7iXAmReb6RI/NujaGwFzhPBd3TWyJ3EGi04KflnjdLOnugHp5mLwjhKlMiD2ngM7KBc46cQQvQQYuGb3La3dP/dZYTfXGIAWxslcjkhfmljU/jSiG7TfZqShy18Jcmt8MHhrsVclYGC6tBK/gIC91W1EU4SgzmI9bmJzWSOOfdMAR9ZcfUSY4Eh9LDTy0bAOaU74ksncpOqsIl6Suj3MV19YsZXs6Dt7HO/QzxahKLWYctfMZAQOXR9z87upZV+VhvVYkerlI3XQscsMLN0Mt0TWJBgR4Pb6bqxza7SINxYg==',
}

/** A sealed refund. */
export const P6 = {
  nonce: 'sbxNonce0002',
  associated_data: 'refund',
  plaintext:
    '{"mchid":"1699000042","out_trade_no":"1781490030517204-1","transaction_id":"4200000000202606150000000042","out_refund_no":"1781490030517204-R7","refund_id":"50000000002026061600000000007","refund_status":"SUCCESS","success_time":"2026-06-16T09:12:40+08:00","user_received_account":"支付用户零钱","amount":{"total":259900,"refund":89900,"payer_total":259900,"payer_refund":89900}}',
  ciphertext:
    '7gRvsQ8nqhnycC6OAZLSjQx+NHopEMJEoz5fE0yCrYG5Do550mfRnl6AeSfiTflz/QjnUEwvrtW5nAAvn3UxUV8/Y4sHkWSaJZerW2zi6k52veZh6xyXFQReU7EHzckxB3EtMM/ElaTbZVhL0GtMnGeZiCoWRbAfhjQsG38pv2OvlmFaumq84cbZv6SiNl+na1PUCjSfQP2SceGeWWV6a+m0WameJm4rs9AZUTnSvpSRsXtVlcE9e4DFliY9uwnmWQ0USO8ED/jSuZiGSbdEU1YbUbirONJfUmNn6SMK7jVmiyW2VaqPZvaF67ucHKCFVIiWux62rtR/OaEMRFV1gGxIGqLkDfsMUEUSwww2lzKeVJWISZUC4DgBZWsVqqOhZPz71fojQDXEzJH7s4lEsL4FqPpaFFZ3Q9yFQoJVBIhMlD0BdFxnAAut2uo0peKQD+yKniTPviPmHp8M50AnNly6CaVlER27mnFA2nvsZAKh8NWUQp6uAUn7MhL9HtH9EI4Y2Rt6QHnV605NcZxGRng=',
}

/** An answer without body. */
export const P7 = {
  timestamp: '1781490090',
  nonce: '77665544332211009988aabbccddeeff',
  sha256: 'bc438cdae8e984c23a71cd9b612bbbd0e8fd67c1c1c50b4612ee7e4f71bbb7dc',
  signature:
    'bdh0lmc8CiGXW5opGl27XG+ytT+I132l4vWckCbaRqhDcYj66i6jIVoX/5m2eW4Vrtj4Xb8eFr8SNDZ6ZPgXW4DWWs+12MPYHDXT2+gNJFWsH7KTotvVThBNkQuus2z4H7eCtEFJfO02s5dlooH4Te8pLajhnK2I8lXmSbYRrw21cCxrf6wKnZi2Uj7zszFO7OZT+IlytujU9szoQcAuH1mg5Fj9OXpMkY+7ibnCTGVEJno0Kkg90Yt5wGDbl5KKaptMFrERAWsL5cv3nxNgfWIII66rjO/aTvIGLDv39rTxdEWpWPjOUue5L6i3XC74FYO6jnl+TE9cHfYXmQCQZg==',
}
