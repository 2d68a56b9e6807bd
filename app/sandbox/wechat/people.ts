import { createHash } from 'node:crypto'
import { lettersOf } from '#sandbox/ids'
import type { World } from '#sandbox/world'

/** What every openid of this mini-program starts with; real ones share a beginning as well. */
const PREFIX = 'oSBX'
const OPENID = /^oSBX[\w-]{24}$/

export interface Person {
  openid: string
  session_key: string
  unionid?: string
}

/** The shopper behind a name: always the same openid, in every run and on every machine. */
export function personNamed(name: string): Person {
  return {
    openid: `${PREFIX}${lettersOf(`openid:${name}`, 24)}`,
    session_key: sessionKey(name),
    unionid: `uSBX_${lettersOf(`unionid:${name}`, 12)}`,
  }
}

/** The shopper of the demo. It belongs to no open-platform account, so it has no unionid. */
export function demoPerson(world: World): Person {
  return { openid: world.demoOpenid, session_key: sessionKey(world.demoOpenid) }
}

/** Whether the openid belongs to this mini-program: by its form, as WeChat can tell too, not by having signed in before. */
export function isOurOpenid(world: World, openid: string): boolean {
  return OPENID.test(openid) || openid === world.demoOpenid
}

function sessionKey(name: string): string {
  return createHash('sha256').update(`session:${name}`).digest().subarray(0, 16).toString('base64')
}
