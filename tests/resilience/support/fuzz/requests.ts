import type { OutgoingHttpHeaders } from 'node:http'
import { resourceOf, type Target } from './targets.js'
import { idsBehind, type Caller } from './world.js'

export function bearer({ token }: Caller): OutgoingHttpHeaders {
  return { authorization: `Bearer ${token}` }
}

/** Method and address of an operation, with a row of the caller in the path where there is one. */
export async function requestTo(target: Target, caller: Caller, turn = 0) {
  const own = target.pathParameters.includes('id')
    ? await idsBehind(resourceOf(target), caller)
    : []
  return { method: target.method, address: addressOf(target, own[turn % own.length] ?? 1) }
}

export function addressOf({ path }: Target, value: string | number): string {
  return path.replaceAll(/\{\w+\}/g, () => String(value))
}
