import { verify } from 'node:crypto'
import { FIXTURES } from '#sandbox/fixtures'
import { PayError } from '#sandbox/wechat_pay/errors'
import type { Incoming } from '#sandbox/http/exchange'
import type { World } from '#sandbox/world'

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 '
const WINDOW_MS = 300_000
const FIELDS = ['mchid', 'nonce_str', 'serial_no', 'signature', 'timestamp']
const SIGNATURE_BYTES = 256

/**
 * Judges the `Authorization` of a request: scheme, exact set of fields, merchant, serial, clock, nonce,
 * signature over method, target and body bytes. The first check that fails ends in 401 SIGN_ERROR;
 * the journal holds the verdict of each check made.
 */
export function authorize(world: World, incoming: Incoming): void {
  const check = (name: string, ok: boolean, detail?: string) => {
    incoming.entry.checks.push(ok ? { name, ok } : { name, ok, detail })
    if (!ok) throw new PayError('SIGN_ERROR', `签名错误：${detail ?? name}`)
  }
  const header = incoming.headers.authorization
  check('authorization.scheme', header?.startsWith(SCHEME) === true, '缺少或不支持的认证类型')
  const fields = parseFields(header?.slice(SCHEME.length) ?? '')
  check('authorization.fields', fields !== null, '认证信息的字段不完整、重复或格式错误')
  if (fields === null) return
  check('authorization.mchid', fields.mchid === FIXTURES.mchid, '商户号不存在')
  check('authorization.serial', fields.serial_no === FIXTURES.merchantSerial, '证书序列号不匹配')
  const now = world.clock.wireNow() + incoming.skewMs
  check('authorization.timestamp', isFresh(fields.timestamp, now), '时间戳与服务器相差超过五分钟')
  check('authorization.nonce', isNewNonce(world, fields.nonce_str, now), '随机串为空、过长或重复')
  check('authorization.signature', isSigned(world, incoming, fields), '签名与请求不符')
  remember(world, fields.nonce_str, now)
}

function parseFields(text: string): Record<string, string> | null {
  const fields: Record<string, string> = {}
  const parts = text.split(',')
  for (const part of parts) {
    const [, name, value] = /^([a-z_]+)="([^"]*)"$/.exec(part) ?? []
    if (name === undefined || name in fields) return null
    fields[name] = value
  }
  const names = Object.keys(fields).sort()
  return names.join() === FIELDS.join() ? fields : null
}

function isFresh(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= WINDOW_MS
}

function isNewNonce(world: World, nonce: string, now: number): boolean {
  const until = world.nonces.get(nonce)
  return /^[0-9A-Za-z]{1,32}$/.test(nonce) && (until === undefined || until < now)
}

/** A nonce may come back once its timestamp would be too old anyhow. */
function remember(world: World, nonce: string, now: number): void {
  world.nonces.set(nonce, now + 2 * WINDOW_MS)
  for (const [known, until] of world.nonces) {
    if (until >= now) break
    world.nonces.delete(known)
  }
}

function isSigned(world: World, incoming: Incoming, fields: Record<string, string>): boolean {
  const signature = Buffer.from(fields.signature, 'base64')
  if (signature.length !== SIGNATURE_BYTES) return false
  if (signature.toString('base64') !== fields.signature) return false
  const head = `${incoming.method}\n${incoming.target}\n${fields.timestamp}\n${fields.nonce_str}\n`
  const message = Buffer.concat([Buffer.from(head, 'utf8'), incoming.body, Buffer.from('\n')])
  return verify('RSA-SHA256', message, world.keys.merchantPublicKey, signature)
}
