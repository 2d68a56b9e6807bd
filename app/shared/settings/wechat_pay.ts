import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { SANDBOX } from './demo_values.js'
import type { SettingsReader } from './reader.js'

export type WechatPaySettings = ReturnType<typeof readWechatPay>

const OWN = ['WECHAT_PAY_MCHID', 'WECHAT_PAY_SERIAL_NO', 'WECHAT_PAY_API_V3_KEY'] as const
const NOTIFY = [
  'WECHAT_PAY_NOTIFY_BASE',
  'WECHAT_PAY_NOTIFY_URL',
  'WECHAT_PAY_REFUND_NOTIFY_URL',
] as const
const VERIFIERS = [
  'WECHAT_PAY_PUBLIC_KEY_PATH',
  'WECHAT_PAY_PLATFORM_CERT_PATH',
  'WECHAT_PAY_CERT_DIR',
] as const

/**
 * The settings of WeChat Pay: the whole group, or none of it (online payment is off in production,
 * the sandbox plays WeChat elsewhere). Half a group is a problem. Rule: docs/rules/settings.md
 */
export function readWechatPay(
  read: SettingsReader,
  sandbox: { sandboxUrl: string; sandboxKeysDir: string; port: number }
) {
  for (const ignored of ['WECHAT_PAY_SECRET', 'WECHAT_PAY_DEBUG'])
    if (read.has(ignored)) read.warnings.push(`${ignored}：已不再使用，可以删除`)

  const any = groupOf(read).some((name) => read.has(name))
  const switchedOn = read.boolean('WECHAT_PAY_ENABLED', any || !read.production)
  const shared = {
    maxAmountYuan: maxAmount(read),
    backupBaseUrl: read.url('WECHAT_PAY_BACKUP_BASE_URL', 'https://api2.mch.weixin.qq.com', {
      https: true,
    }),
  }
  const wanted = any || (read.production && switchedOn)
  if (!wanted) return { ...shared, ...sandboxSettings(read, sandbox, switchedOn) }

  for (const name of OWN) if (!read.has(name)) read.missing(name)
  checkAccount(read)
  const key = read.raw('WECHAT_PAY_API_V3_KEY')
  if (key !== undefined && Buffer.byteLength(key) !== 32)
    read.malformed('WECHAT_PAY_API_V3_KEY', '必须正好是 32 个字节')
  checkPrivateKey(read)
  checkVerifiers(read)

  return {
    ...shared,
    enabled: switchedOn,
    sandbox: false,
    merchantId: read.text('WECHAT_PAY_MCHID', ''),
    merchantSerial: read.text('WECHAT_PAY_SERIAL_NO', '').toUpperCase(),
    privateKeyPath: read.text('WECHAT_PAY_PRIVATE_KEY_PATH', ''),
    apiV3Key: key ?? '',
    publicKeyId: read.raw('WECHAT_PAY_PUBLIC_KEY_ID'),
    publicKeyPath: read.raw('WECHAT_PAY_PUBLIC_KEY_PATH'),
    platformCertPath: read.raw('WECHAT_PAY_PLATFORM_CERT_PATH'),
    certDir: read.raw('WECHAT_PAY_CERT_DIR'),
    certMode: read.choice(
      'WECHAT_PAY_CERT_MODE',
      ['pubkey', 'certificates', 'both'],
      read.has('WECHAT_PAY_PUBLIC_KEY_ID') ? 'pubkey' : 'certificates'
    ),
    baseUrl: read.url('WECHAT_PAY_BASE_URL', 'https://api.mch.weixin.qq.com', { https: true }),
    ...notifyUrls(read),
  }
}

/** Outside production the address of notifications alone may be set, to reach a local sandbox. */
function groupOf(read: SettingsReader): string[] {
  const group = [...OWN, 'WECHAT_PAY_PRIVATE_KEY_PATH', 'WECHAT_PAY_PUBLIC_KEY_ID', ...VERIFIERS]
  return read.production ? [...group, ...NOTIFY] : group
}

function checkAccount(read: SettingsReader) {
  if (!/^(\d{8,10})?$/.test(read.text('WECHAT_PAY_MCHID', '')))
    read.malformed('WECHAT_PAY_MCHID', '应为商户号数字')
  if (!/^([0-9A-F]{40})?$/i.test(read.text('WECHAT_PAY_SERIAL_NO', '')))
    read.malformed('WECHAT_PAY_SERIAL_NO', '应为 40 位十六进制证书序列号')
}

function sandboxSettings(
  read: SettingsReader,
  {
    sandboxUrl,
    sandboxKeysDir,
    port,
  }: { sandboxUrl: string; sandboxKeysDir: string; port: number },
  enabled: boolean
) {
  const origin = read.url('WECHAT_PAY_NOTIFY_BASE', `http://127.0.0.1:${port}`)
  return {
    enabled: enabled && !read.production,
    sandbox: true,
    merchantId: SANDBOX.merchantId as string,
    merchantSerial: SANDBOX.merchantSerial as string,
    privateKeyPath: join(sandboxKeysDir, 'merchant_private_key.pem'),
    apiV3Key: SANDBOX.apiV3Key as string,
    publicKeyId: SANDBOX.publicKeyId as string | undefined,
    publicKeyPath: join(sandboxKeysDir, 'wechatpay_public_key.pem') as string | undefined,
    platformCertPath: join(sandboxKeysDir, 'platform_certificate.pem') as string | undefined,
    certDir: undefined as string | undefined,
    certMode: 'both' as 'pubkey' | 'certificates' | 'both',
    baseUrl: `${sandboxUrl}/pay`,
    backupBaseUrl: `${sandboxUrl}/pay2`,
    notifyUrl: `${origin}/api/payments/callback/wechat/`,
    refundNotifyUrl: `${origin}/api/payments/refund-callback/wechat/`,
  }
}

function notifyUrls(read: SettingsReader) {
  const base = read.url('WECHAT_PAY_NOTIFY_BASE', '', { https: true })
  const pay = read.url('WECHAT_PAY_NOTIFY_URL', '', { https: true })
  const refund = read.url('WECHAT_PAY_REFUND_NOTIFY_URL', '', { https: true })
  if (!base && !(pay && refund)) read.missing('WECHAT_PAY_NOTIFY_BASE')
  for (const [name, url] of Object.entries({
    WECHAT_PAY_NOTIFY_BASE: base,
    WECHAT_PAY_NOTIFY_URL: pay,
    WECHAT_PAY_REFUND_NOTIFY_URL: refund,
  }))
    if (url.includes('?')) read.malformed(name, '不能带查询参数')
  return {
    notifyUrl: pay ? `${pay}/` : `${base}/api/payments/callback/wechat/`,
    refundNotifyUrl: refund ? `${refund}/` : `${base}/api/payments/refund-callback/wechat/`,
  }
}

function maxAmount(read: SettingsReader): string | undefined {
  const value = read.raw('PAYMENT_MAX_AMOUNT')
  if (value !== undefined && !/^\d{1,8}(\.\d{1,2})?$/.test(value))
    read.malformed('PAYMENT_MAX_AMOUNT', '应为金额（元），最多两位小数')
  return value
}

function checkPrivateKey(read: SettingsReader) {
  const name = 'WECHAT_PAY_PRIVATE_KEY_PATH'
  if (!read.has(name)) return read.missing(name)
  parsed(read, name, (pem) => {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  })
}

function checkVerifiers(read: SettingsReader) {
  if (!VERIFIERS.some((name) => read.has(name))) read.missing(VERIFIERS.join(' 或 '))
  if (read.has('WECHAT_PAY_PUBLIC_KEY_PATH')) {
    const id = read.raw('WECHAT_PAY_PUBLIC_KEY_ID')
    if (!id) read.missing('WECHAT_PAY_PUBLIC_KEY_ID')
    else if (!/^PUB_KEY_ID_\d+$/.test(id))
      read.malformed('WECHAT_PAY_PUBLIC_KEY_ID', '应为 PUB_KEY_ID_ 加数字')
    parsed(read, 'WECHAT_PAY_PUBLIC_KEY_PATH', (pem) => createPublicKey(pem).type === 'public')
  }
  if (read.has('WECHAT_PAY_PLATFORM_CERT_PATH'))
    parsed(read, 'WECHAT_PAY_PLATFORM_CERT_PATH', (pem) => !!new X509Certificate(pem).serialNumber)
  read.file('WECHAT_PAY_CERT_DIR')
}

/** Key files are checked by parsing them; what the parser says is not shown, it could quote the key. */
function parsed(read: SettingsReader, name: string, accepts: (pem: Buffer) => boolean) {
  try {
    if (accepts(readFileSync(read.text(name, '')))) return
  } catch {
    // reported below, for every cause in the same words
  }
  read.malformed(name, '密钥文件无法读取或内容不正确')
}
