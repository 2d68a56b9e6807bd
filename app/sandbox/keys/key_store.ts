import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { selfSignedCertificate } from '#sandbox/keys/certificate'

const FILES = {
  merchantPrivateKey: 'merchant_private_key.pem',
  merchantPublicKey: 'merchant_public_key.pem',
  wechatpayPrivateKey: 'wechatpay_private_key.pem',
  wechatpayPublicKey: 'wechatpay_public_key.pem',
  platformPrivateKey: 'platform_private_key.pem',
  platformCertificate: 'platform_certificate.pem',
} as const

type Name = keyof typeof FILES
type Texts = Record<Name, string>

/** The key pairs of both sides, their texts in PEM and where these lie. */
export interface SandboxKeys {
  merchantPublicKey: KeyObject
  wechatpayPrivateKey: KeyObject
  platformPrivateKey: KeyObject
  platformCertificate: X509Certificate
  /** 40 upper-case hex digits. */
  platformSerial: string
  pem: Texts
  paths: Record<Name, string>
}

/**
 * Reads the key pairs of the folder, or makes them at the first start (RSA 2048, files readable by the owner only).
 * Two processes that start at once in one folder end up with the same keys: `keys.json` is linked into place, and the first one wins.
 */
export async function loadKeys(folder: string): Promise<SandboxKeys> {
  const root = resolve(folder)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const bundle = join(root, 'keys.json')
  const texts = readBundle(bundle) ?? (await createBundle(bundle))
  const paths = {} as Record<Name, string>
  for (const [name, file] of Object.entries(FILES) as [Name, string][]) {
    paths[name] = join(root, file)
    writePem(paths[name], texts[name])
  }
  const platformCertificate = new X509Certificate(texts.platformCertificate)
  return {
    merchantPublicKey: createPublicKey(texts.merchantPublicKey),
    wechatpayPrivateKey: createPrivateKey(texts.wechatpayPrivateKey),
    platformPrivateKey: createPrivateKey(texts.platformPrivateKey),
    platformCertificate,
    platformSerial: platformCertificate.serialNumber.toUpperCase(),
    pem: texts,
    paths,
  }
}

function readBundle(path: string): Texts | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Texts
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`沙箱密钥文件无法读取，请删除后重新启动：${path}`, { cause: error })
  }
}

async function createBundle(path: string): Promise<Texts> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  writeFileSync(draft, JSON.stringify(await generate(), null, 2), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Texts
}

async function generate(): Promise<Texts> {
  const pair = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const [merchant, wechatpay, platform] = await Promise.all([pair(), pair(), pair()])
  const serial = randomBytes(20)
  // The first digit between 4 and 7 keeps the number positive and the text at 40 digits.
  serial[0] = 0x40 | (serial[0] & 0x3f)
  const secret = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const open = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
  return {
    merchantPrivateKey: secret(merchant.privateKey),
    merchantPublicKey: open(merchant.publicKey),
    wechatpayPrivateKey: secret(wechatpay.privateKey),
    wechatpayPublicKey: open(wechatpay.publicKey),
    platformPrivateKey: secret(platform.privateKey),
    platformCertificate: selfSignedCertificate({
      privateKey: platform.privateKey,
      serial,
      commonName: 'Sandbox WeChat Pay Platform',
      from: new Date(),
    }),
  }
}

/** Leaves a file alone that already says the same: another process may be reading it. */
function writePem(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}
