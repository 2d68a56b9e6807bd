import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  type X509Certificate,
} from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isInternalHost } from '#shared/settings/reader'
import { KeyRing, parseCertificate } from './key_ring.js'

/** What the environment says; file names, not keys. */
export interface WechatPaySource {
  appid: string
  merchantId: string
  merchantSerial: string
  privateKeyPath: string
  apiV3Key: string
  publicKeyId?: string
  publicKeyPath?: string
  platformCertPath?: string
  certDir?: string
  certMode: 'pubkey' | 'certificates' | 'both'
  baseUrl: string
  backupBaseUrl?: string
  notifyUrl: string
  refundNotifyUrl: string
  production: boolean
}

export interface WechatPayConfig {
  appid: string
  merchantId: string
  merchantSerial: string
  privateKey: KeyObject
  apiV3Key: KeyObject
  keyRing: KeyRing
  publicKeyId?: string
  certificatesEnabled: boolean
  baseUrl: string
  backupBaseUrl?: string
  notifyUrl: string
  refundNotifyUrl: string
}

/**
 * Reads the keys once and checks the whole set-up. `config` is there when `problems` is empty.
 * Problems and warnings are Chinese and hold no values. Rule: docs/rules/payments.md
 */
export function readWechatPayConfig(source: WechatPaySource): {
  config?: WechatPayConfig
  problems: string[]
  warnings: string[]
} {
  const problems: string[] = []
  const warnings: string[] = []
  const privateKey = readPrivateKey(source.privateKeyPath, problems, warnings)
  const keyRing = new KeyRing()
  if (source.certMode !== 'certificates') addPublicKey(keyRing, source, problems)
  if (source.certMode !== 'pubkey') addCertificates(keyRing, source, problems)
  if (keyRing.list().length === 0)
    problems.push('微信支付：至少需要一个用于验签的微信支付公钥或平台证书')

  if (!/^\d{8,10}$/.test(source.merchantId)) problems.push('WECHAT_PAY_MCHID：应为商户号数字')
  if (!/^[0-9A-F]{40}$/.test(source.merchantSerial))
    problems.push('WECHAT_PAY_SERIAL_NO：应为 40 位十六进制证书序列号（大写）')
  if (Buffer.byteLength(source.apiV3Key) !== 32)
    problems.push('WECHAT_PAY_API_V3_KEY：必须正好是 32 个字节')
  checkNotifyUrl('WECHAT_PAY_NOTIFY_URL', source.notifyUrl, source.production, problems)
  checkNotifyUrl(
    'WECHAT_PAY_REFUND_NOTIFY_URL',
    source.refundNotifyUrl,
    source.production,
    problems
  )

  if (problems.length > 0 || !privateKey) return { problems, warnings }
  const config: WechatPayConfig = {
    appid: source.appid,
    merchantId: source.merchantId,
    merchantSerial: source.merchantSerial,
    privateKey,
    apiV3Key: createSecretKey(Buffer.from(source.apiV3Key)),
    keyRing,
    publicKeyId: source.certMode === 'certificates' ? undefined : source.publicKeyId,
    certificatesEnabled: source.certMode !== 'pubkey',
    baseUrl: source.baseUrl,
    backupBaseUrl: source.backupBaseUrl,
    notifyUrl: source.notifyUrl,
    refundNotifyUrl: source.refundNotifyUrl,
  }
  return { config, problems, warnings }
}

function readPrivateKey(path: string, problems: string[], warnings: string[]) {
  const name = 'WECHAT_PAY_PRIVATE_KEY_PATH'
  const key = attempt(() => createPrivateKey(readFileSync(path)))
  if (!key) return void problems.push(`${name}：商户私钥文件无法读取或内容不正确`)
  if (!isStrongRsa(key)) problems.push(`${name}：必须是至少 2048 位的 RSA 私钥`)
  const mode = attempt(() => statSync(path).mode)
  if (mode !== undefined && mode & 0o077)
    warnings.push(`${name}：商户私钥文件可被其他用户访问，请把权限改为 600`)
  return key
}

function addPublicKey(ring: KeyRing, source: WechatPaySource, problems: string[]) {
  const { publicKeyId: id, publicKeyPath: path } = source
  if (!id && !path && source.certMode === 'both') return
  if (!id || !/^PUB_KEY_ID_\d+$/.test(id))
    return problems.push('WECHAT_PAY_PUBLIC_KEY_ID：应为 PUB_KEY_ID_ 加数字')
  const key = attempt(() => createPublicKey(readFileSync(path ?? '')))
  if (!key || !isStrongRsa(key))
    return problems.push('WECHAT_PAY_PUBLIC_KEY_PATH：微信支付公钥文件无法读取或内容不正确')
  ring.addPublicKey(id, key)
}

function addCertificates(ring: KeyRing, source: WechatPaySource, problems: string[]) {
  const add = (name: string, path: string) => {
    const certificate = attempt(() => readFileSync(path))
    const parsed: X509Certificate | undefined = certificate && parseCertificate(certificate)
    if (!parsed || !isStrongRsa(parsed.publicKey))
      return problems.push(`${name}：平台证书文件无法读取或内容不正确`)
    ring.addCertificate(parsed)
  }
  if (source.platformCertPath) add('WECHAT_PAY_PLATFORM_CERT_PATH', source.platformCertPath)
  if (!source.certDir) return
  const folder = source.certDir
  const files = attempt(() => readdirSync(folder))
  if (!files) return problems.push('WECHAT_PAY_CERT_DIR：文件夹无法读取')
  for (const file of files.filter((entry) => entry.endsWith('.pem')))
    add('WECHAT_PAY_CERT_DIR', join(folder, file))
}

function checkNotifyUrl(name: string, value: string, production: boolean, problems: string[]) {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url) return problems.push(`${name}：应为完整的网址`)
  if (value.includes('?')) problems.push(`${name}：不能带查询参数`)
  if (Buffer.byteLength(value) > 255) problems.push(`${name}：不能超过 255 个字符`)
  if (!production) return
  if (url.protocol !== 'https:') problems.push(`${name}：生产环境必须使用 https`)
  if (isInternalHost(url.hostname)) problems.push(`${name}：生产环境必须是公网可访问的域名`)
}

function isStrongRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
}

/** What the file system or the parser says is dropped on purpose: it could quote a key. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
