/**
 * Requests that were signed with a throw-away pair by another implementation; the private half no longer exists.
 * They prove that the sandbox checks the real scheme and not merely its own idea of it.
 */
const authorization = (timestamp: number, nonce: string, signature: string): string =>
  'WECHATPAY2-SHA256-RSA2048 mchid="1699000042",' +
  `nonce_str="${nonce}",timestamp="${timestamp}",` +
  `serial_no="3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345",signature="${signature}"`

export const VECTORS = {
  merchantPublicKey: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1AJHS5GUhguITWrdD6Eh
avBO7KIYNbKq8RCi5l/U+gZajN+mrUnc0JnFnlFcBIqvOJCW8f1k+3kA5bw30OGD
eXO1ba583TxKoe6BElIjI20F2WUwxKn/riLsBAmKTKqqaDnxcK07oZBQ//aLvgaJ
qjkFr1eQogWyoQf/243ll77DtzuYLhIycA4i8H8Ft3x8VREpWRZaFCyXJ4mciwlp
yDNqmQeRRVmyYtmnHed1oS1RzOr/NSO/hIF4UxWVR48zm4F4NTKmDQDMPzrCeZgB
tDbJ8sKdBF/IVuS6dCW1EIj1jPw9y94BD+tnorNMvptW9j3bCTsrwNQctJmweIIA
aQIDAQAB
-----END PUBLIC KEY-----
`,
  requests: [
    {
      method: 'POST',
      target: '/v3/pay/transactions/jsapi',
      body: String.raw`{"appid":"wx0a1b2c3d4e5f6071","mchid":"1699000042","description":"演示商城-订单1781490030517204","out_trade_no":"1781490030517204-1","time_expire":"2026-06-15T10:30:30+08:00","attach":"{\"v\":1,\"pid\":\"42\"}","notify_url":"https://shop.example.test/api/payments/callback/wechat/","amount":{"total":259900,"currency":"CNY"},"payer":{"openid":"oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM"},"scene_info":{"payer_client_ip":"203.0.113.9"}}`,
      authorization: authorization(
        1781490030,
        '4f2d9c0b7a6e5d3c1b0a998877665544',
        'dNLYvr1VTVUAIrI/Le9U4rxvTzMWKZJ1cTLBA7eEPT012V+Cw0jiqQheIcnqCXfpEmMBztBiVqTpHjOGvhC/ZpOit4' +
          'pnLF98dVgWkNYcylJYuC0gfPXRos5pJAEEGH6a3RHjGKFSWdRaWGJkjJaffHsLh5oekm29XsOBmHbWf37LcyH78u1Z' +
          'sRSmZbqBkS7Y8bBdM4rlzYIku+qBu7cwilnPcUcRDcnc2Lzi7+ZD3D94t+eRh2NWgFl9fkDLzV80NAYJ9iF2DMKh/Q' +
          'OoWuA/hofltuCkPkqVTY04O6Ydr39qRCZfY8rpbc9C7vRr/6NNI7OrAz6r0Nx5GKbTNfXKRg=='
      ),
    },
    {
      method: 'GET',
      target: '/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=1699000042',
      body: '',
      authorization: authorization(
        1781490035,
        '0d1c2b3a495867768594a3b2c1d0e0f1',
        'xQMtIgJbL352swo4qIFJAzb+7wSCXJF+WhmtryAQ7p5NiYuRzzTIGafWa/B0ZYM9OQ1OwyVLcS52CNlrVTPReEoUwf' +
          'KjV9denmSEBAStTwqNKZcQymBmdLDBj3GaiDKm8LX2KBSNKdHe7sCj+QZU4ePVCwz09HGrKohgz39udc9M39GOhdID' +
          'YUZLyfPA18BmbulU86CTvkwXU2EF+GOl7Z5InCjmUAJDVgH7CBtu5o946NCZKQdDTLbtts+tS8zUs0/PGuQa2Z7KsH' +
          'KW/x+SFOpfEOBFWMid47JQTZ9yVheA0zRnjQhy9HLS1eqGsqmh2oACwbCqwpqQiRi8lwbNQQ=='
      ),
    },
  ],
}
