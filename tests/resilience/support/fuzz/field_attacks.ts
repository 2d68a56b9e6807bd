import type { Attack } from './attack.js'
import { validBody, without, withLiteral, wrongReferences } from './bodies.js'
import { JSON_VALUES } from './hostile_values.js'
import { bearer, requestTo } from './requests.js'
import { places, type Target } from './targets.js'
import type { World } from './world.js'

/** Everything that can be wrong with one field of a JSON body, the callers taking turns. */
export async function fieldAttacks(target: Target, world: World): Promise<Attack[]> {
  const { body } = target
  /** PUT is PATCH by another name. */
  const isTwin = target.method === 'PUT' && target.offered.includes('PATCH')
  if (!body || body.multipart || isTwin) return []
  const references = await wrongReferences(world)
  const bodies = await Promise.all(
    world.callers.map(async (caller) => ({
      caller,
      valid: await validBody(target, world, caller),
      request: await requestTo(target, caller),
    }))
  )
  let turn = 0
  return places(body.schema).flatMap((place) => {
    const field = place.join('.')
    const attack = (what: string, write: (valid: unknown) => string): Attack => {
      const { caller, valid, request } = bodies[turn++ % bodies.length]
      const headers = { 'content-type': 'application/json', ...bearer(caller) }
      return { ...request, what: `${field}: ${what}`, headers, body: write(valid) }
    }
    const wrong = Object.entries(references[place.at(-1) ?? ''] ?? {})
    return [
      attack('missing', (valid) => without(valid, place)),
      ...Object.entries(JSON_VALUES).map(([what, literal]) =>
        attack(what, (valid) => withLiteral(valid, place, literal))
      ),
      ...wrong.map(([what, id]) => attack(what, (valid) => withLiteral(valid, place, String(id)))),
    ]
  })
}
