/**
 * The fixed identities that the stand-ins play with. They are public and open nothing:
 * production refuses to start with any of them (docs/rules/sandbox.md).
 */
export const FIXTURES = {
  appid: 'wx0a1b2c3d4e5f6071',
  appSecret: 'sandbox-secret',
  mchid: '1699000042',
  merchantSerial: '3F1D5C7E9B2A4860D1E2F3A4B5C6D7E8F9012345',
  publicKeyId: 'PUB_KEY_ID_0116990000422026010100000000000001',
  apiV3Key: 'SANDBOX-apiv3-key-32-bytes-00001',
  demoOpenid: 'oSBX0demo0shopper00000000000',
} as const

/** A serial that no key ring knows; the fault `unknown_serial` signs under it. */
export const FOREIGN_SERIAL = '5B0E8D7C6F5A49382716051423344556677889AA'
