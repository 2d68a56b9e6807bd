import { LENGTH, rfc3339 } from '#sandbox/time'
import { WechatError } from '#sandbox/wechat/errors'
import type { AccessToken } from '#sandbox/state'
import type { World } from '#sandbox/world'

const LIFE = 7200 * LENGTH.SECOND
const LAST_MINUTES = 5 * LENGTH.MINUTE
const FORCED_GAP = 30 * LENGTH.SECOND
const FORCED_A_DAY = 20

interface Grant {
  access_token: string
  expires_in: number
}

/**
 * `stable_token` in normal mode: the same token until its last five minutes, then the next one while both work.
 * `lifeSeconds` shortens a new token (fault `short`).
 */
export function stableToken(world: World, lifeSeconds: number | null): Grant {
  const now = world.clock.now()
  const current = world.state.stable_tokens.at(-1)
  if (lifeSeconds === null && current && current.expires_at - now > LAST_MINUTES) {
    return grant(current, now)
  }
  return grant(issueStable(world, lifeSeconds), now)
}

/** `stable_token` with `force_refresh`: all older tokens die at once. 20 a day, 30 s apart; throws WechatError. */
export function forcedToken(world: World, lifeSeconds: number | null): Grant {
  const { state, clock } = world
  const now = clock.now()
  const today = rfc3339(now).slice(0, 10)
  const earlier = state.forced_refreshes.filter((at) => rfc3339(at).startsWith(today))
  if (earlier.length >= FORCED_A_DAY) throw new WechatError(45009)
  if (earlier.some((at) => now - at < FORCED_GAP)) throw new WechatError(45011)
  state.forced_refreshes = [...earlier, now]
  expireTokens(world)
  return grant(issueStable(world, lifeSeconds), now)
}

/** The older `GET /cgi-bin/token`: each call kills the token of the call before. It does not touch stable tokens. */
export function classicToken(world: World): Grant {
  const now = world.clock.now()
  const token = newToken(world, LIFE)
  world.state.classic_token = token
  world.store.touch()
  return grant(token, now)
}

/** Judges the `access_token` of a call. Throws 41001 (missing), 42001 (expired) or 40001 (not ours, or killed). */
export function checkAccessToken(world: World, token: string | null): void {
  if (!token) throw new WechatError(41001)
  const { stable_tokens: stable, classic_token: classic } = world.state
  const known = [...stable, ...(classic ? [classic] : [])].find((one) => one.token === token)
  if (known === undefined) throw new WechatError(40001)
  if (known.expires_at <= world.clock.now()) throw new WechatError(42001)
}

/** Ends every stable token now; a later call with one of them hears 42001. */
export function expireTokens(world: World): void {
  const now = world.clock.now()
  for (const token of world.state.stable_tokens) {
    token.expires_at = Math.min(token.expires_at, now)
  }
  world.store.touch()
}

function issueStable(world: World, lifeSeconds: number | null): AccessToken {
  const token = newToken(world, lifeSeconds === null ? LIFE : lifeSeconds * LENGTH.SECOND)
  world.state.stable_tokens = [...world.state.stable_tokens, token].slice(-5)
  world.store.touch()
  return token
}

function newToken(world: World, life: number): AccessToken {
  const now = world.clock.now()
  return {
    token: `81_sbx-${world.ids.letters('access token', 128)}`,
    issued_at: now,
    expires_at: now + life,
  }
}

function grant(token: AccessToken, now: number): Grant {
  return {
    access_token: token.token,
    expires_in: Math.floor((token.expires_at - now) / LENGTH.SECOND),
  }
}
