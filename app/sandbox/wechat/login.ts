import { FIXTURES } from '#sandbox/fixtures'
import { LENGTH } from '#sandbox/time'
import { WechatError } from '#sandbox/wechat/errors'
import { demoPerson, personNamed, type Person } from '#sandbox/wechat/people'
import type { World } from '#sandbox/world'

const CODE_LIFE = 5 * LENGTH.MINUTE
const NAMED_CODE = /^sbx-([a-z0-9]{1,20})(?:-([A-Za-z0-9]{1,20}))?$/

/** Makes a code for a name, as `wx.login` does; its five minutes begin now. */
export function issueLoginCode(world: World, name: string): string | null {
  const code = `sbx-${name}-${world.ids.next('login code')}`
  if (!NAMED_CODE.test(code)) return null
  world.state.login_codes[code] = { issued_at: world.clock.now(), used: false }
  world.store.touch()
  return code
}

/**
 * `jscode2session` (docs/rules/sandbox.md): `sbx-<name>` signs in the person of that name; with a suffix the code works
 * once and for five minutes. `bad-…` is refused, any other code is the demo shopper. Throws WechatError.
 */
export function exchangeLoginCode(world: World, query: URLSearchParams): Person {
  checkCredentials(query.get('appid'), query.get('secret'))
  const code = query.get('js_code')
  if (!code) throw new WechatError(41008)
  if (query.get('grant_type') !== 'authorization_code') throw new WechatError(40002)
  if (code.startsWith('bad-')) throw new WechatError(40029)
  if (!code.startsWith('sbx-')) return demoPerson(world)
  return personBehind(world, code)
}

/** Refuses a foreign appid or a wrong secret, in the order in which WeChat looks. */
export function checkCredentials(appid: unknown, secret: unknown): void {
  if (!appid) throw new WechatError(41002)
  if (!secret) throw new WechatError(41004)
  if (appid !== FIXTURES.appid) throw new WechatError(40013)
  if (secret !== FIXTURES.appSecret) throw new WechatError(40125)
}

function personBehind(world: World, code: string): Person {
  const [, name, suffix] = NAMED_CODE.exec(code) ?? []
  if (name === undefined) throw new WechatError(40029)
  if (suffix === undefined) return personNamed(name)
  if (name === 'blocked') throw new WechatError(40226)
  if (name === 'busy' && !world.state.busy_codes.includes(code)) {
    world.state.busy_codes.push(code)
    world.store.touch()
    throw new WechatError(-1)
  }
  use(world, code)
  return personNamed(name)
}

function use(world: World, code: string): void {
  const now = world.clock.now()
  const known = (world.state.login_codes[code] ??= { issued_at: now, used: false })
  if (now - known.issued_at > CODE_LIFE) throw new WechatError(40029)
  if (known.used) throw new WechatError(40163)
  known.used = true
  world.store.touch()
}
