import type { Attack } from './attack.js'
import { PATH_VALUES, QUERY_VALUES } from './hostile_values.js'
import { addressOf, bearer, requestTo } from './requests.js'
import { resourceOf, type Target } from './targets.js'
import { idsBehind, type Caller, type World } from './world.js'

/** Shapes that a query parameter may take instead of one text. */
const SHAPES: Record<string, (name: string) => string> = {
  'a list of one': (name) => `${name}[]=1`,
  'a list': (name) => `${name}[]=1&${name}[]=2`,
  'an object': (name) => `${name}[a]=b`,
  'an object of objects': (name) => `${name}[a][b][c][d][e][f]=1`,
  '__proto__': (name) => `${name}[__proto__]=1`,
  'toString': (name: string) => `${name}[toString]=1`,
  'a wide list': (name) => `${name}[9999999]=1`,
  'two values': (name) => `${name}=1&${name}=2`,
  'a value and an object': (name) => `${name}=1&${name}[a]=2`,
  'only a name': (name) => name,
  'an open bracket': (name) => `${name}[=1`,
}

/** Whole queries that belong to no parameter. */
const QUERIES: Record<string, string> = {
  'no names': '=1&=2&&&',
  'question marks': '???a=1',
  'a thousand parameters': Array.from({ length: 1_000 }, (_, i) => `p${i}=${i}`).join('&'),
  'one name 500 times': 'page=1&'.repeat(500),
  '__proto__': '__proto__[x]=1&constructor[prototype][x]=1&__proto__=1',
  'a NUL in a name': 'a%00=1',
  'half a character in a name': '%ED%A0%80=1',
  'broken percent': '%&%zz=%zz&%E0%A4%A',
  'another method': '_method=DELETE',
  'a method in small letters': '_method=patch',
  'a method that is a list': '_method[]=PATCH',
  'a method that is an object': '_method[a]=PATCH',
  'an empty method': '_method=',
  'things only staff may ask for': 'is_active=false&user_id=1&role=admin&status=paid',
  'brackets': '[]=1&[a]=2&]=3&a]b=4',
  'depth': `${'a'.repeat(5)}${'[b]'.repeat(500)}=1`,
}

/** What can be wrong with an address: each parameter of the query, the whole query, ids of the path. */
export async function addressAttacks(target: Target, world: World): Promise<Attack[]> {
  const perCaller = await Promise.all(
    world.callers.map(async (caller) => ({ caller, request: await requestTo(target, caller, 1) }))
  )
  let turn = 0
  const asked = (what: string, query: string): Attack => {
    const { caller, request } = perCaller[turn++ % perCaller.length]
    return { ...request, what, headers: bearer(caller), address: `${request.address}?${query}` }
  }
  return [
    ...target.query.flatMap((name: string) => [
      ...Object.entries(QUERY_VALUES).map(([what, value]) =>
        asked(`${name}: ${what}`, `${name}=${value}`)
      ),
      ...Object.entries(SHAPES).map(([what, shape]) => asked(`${name}: ${what}`, shape(name))),
    ]),
    ...Object.entries(QUERIES).map(([what, query]) => asked(`the query is ${what}`, query)),
    ...(target.pathParameters.length > 0 ? await pathAttacks(target, world) : []),
  ]
}

async function pathAttacks(target: Target, world: World): Promise<Attack[]> {
  const { callers, stranger } = world
  let turn = 0
  const attack = (what: string, id: string | number, by?: Caller): Attack => {
    const caller = by ?? callers[turn++ % callers.length]
    const { method } = target
    return { what, method, address: addressOf(target, id), headers: bearer(caller) }
  }
  const foreign = await idsBehind(resourceOf(target), stranger)
  const own = await idsBehind(resourceOf(target), callers[0])
  return [
    ...Object.entries(PATH_VALUES).map(([what, id]) => attack(`the id is ${what}`, id)),
    ...callers.flatMap((caller) =>
      foreign.map((id) => attack(`the id is a foreign one (${caller.role})`, id, caller))
    ),
    ...own.flatMap((id) => [
      attack('the id twice', `${id}/${id}`),
      attack('an ending behind the id', `${id}.json`),
      attack('slashes behind the id', `${id}//`),
      attack('a blank behind the id', `${id}%20`),
    ]),
  ]
}
