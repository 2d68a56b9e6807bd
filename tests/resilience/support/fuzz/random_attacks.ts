import fc from 'fast-check'
import type { Attack } from './attack.js'
import { validBody } from './bodies.js'
import { PATH_VALUES, QUERY_VALUES } from './hostile_values.js'
import { addressOf, bearer, requestTo } from './requests.js'
import { places, type Target } from './targets.js'
import type { World } from './world.js'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom('\0', '\ud800', '', ' ', '1', '-1', 'null', 'true', '%', "'")
)

const anyValue = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 2, arbitrary: fc.integer() },
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4 })
)

const queryText = fc.oneof(
  fc.constantFrom(...Object.values(QUERY_VALUES)),
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.string({ unit: fc.constantFrom(...'%0aA=&[];+?/\\._-'), maxLength: 30 })
)

/** Several things wrong at once, drawn by chance from a seed: the same seed draws the same. */
export async function randomAttacks(
  target: Target,
  world: World,
  { seed, count }: { seed: number; count: number }
): Promise<Attack[]> {
  const fields = target.body ? places(target.body.schema) : []
  const prepared = await Promise.all(
    world.callers.map(async (caller) => ({
      caller,
      request: await requestTo(target, caller, 3),
      valid: await validBody(target, world, caller),
    }))
  )
  const name = fc.oneof(
    fc.constantFrom(...target.query, 'page', 'page_size', '_method', 'user_id'),
    queryText
  )
  const choice = fc.record({
    by: fc.nat({ max: prepared.length }),
    id: fc.option(fc.constantFrom(...Object.values(PATH_VALUES)), { freq: 4 }),
    query: fc.array(fc.tuple(name, queryText), { maxLength: 4 }),
    changes: fc.array(
      fc.tuple(
        fields.length > 0 ? fc.constantFrom(...fields) : anyText.map((key) => [key]),
        anyValue
      ),
      { maxLength: 4 }
    ),
    body: fc.option(fc.jsonValue({ maxDepth: 6 }), { freq: 5 }),
    cut: fc.option(fc.nat({ max: 60 }), { freq: 12 }),
    override: fc.option(fc.constantFrom('PATCH', 'PUT', 'DELETE', 'x'), { freq: 10 }),
  })
  return fc.sample(choice, { seed, numRuns: count }).map((chosen, index) => {
    const { caller, request, valid } = prepared[chosen.by % prepared.length]
    const path = chosen.id === null ? request.address : addressOf(target, chosen.id)
    const query = chosen.query.map(([key, value]) => `${key}=${value}`).join('&')
    const changed = structuredClone(valid)
    for (const [place, value] of chosen.changes) changed[String(place[0])] = value
    const body = JSON.stringify(chosen.body ?? changed).slice(0, chosen.cut ?? undefined)
    return {
      what: `by chance, number ${index} of seed ${seed}`,
      method: target.method,
      address: `${path}${query && `?${query}`}`.replaceAll(/[^\x21-\x7e]/g, ''),
      headers: {
        ...(chosen.by < prepared.length && bearer(caller)),
        ...(target.writes && { 'content-type': 'application/json' }),
        ...(chosen.override && { 'x-http-method-override': chosen.override }),
      },
      body: target.writes ? body : undefined,
    }
  })
}
