/**
 * Fixed identities of the sandbox. They are public by nature, and their presence in production is a
 * mistake that refuses the start. Rule: docs/rules/settings.md
 */
export const SANDBOX = {
  appid: 'wx0a1b2c3d4e5f6071',
  secret: 'sandbox-secret',
  merchantId: '1699000042',
  merchantSerial: '3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345',
  publicKeyId: 'PUB_KEY_ID_0116990000422026010100000000000001',
  apiV3Key: 'SANDBOX-apiv3-key-32-bytes-00001',
  demoOpenid: 'oSBX0demo0shopper00000000000',
} as const

/** Values that only ever appear in demos and examples. */
export const DEMO_VALUES: ReadonlySet<string> = new Set([
  SANDBOX.appid,
  SANDBOX.secret,
  SANDBOX.merchantId,
  SANDBOX.merchantSerial,
  SANDBOX.publicKeyId,
  SANDBOX.apiV3Key,
  'sbx-app-1001',
  'sbx_client',
  '8899000042',
  'SBXMALL',
  'changeme',
  'change-me',
  'secret',
  'password',
  'postgres',
  'electric',
])
