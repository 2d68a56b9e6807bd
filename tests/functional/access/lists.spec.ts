import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { withoutLimits } from '#tests/helpers/purchase'
import { person, ROLES, type Person } from './support/callers.js'
import { ownRow } from './support/own_rows.js'
import { ask, bearer, partsOf } from './support/requests.js'
import { stockedShelf, type Shelf } from './support/shelf.js'
import { TABLE, type Line } from './support/table.js'

/** Reads without a row in the path: lists and the things that one has only one of. */
const READS = Object.entries(TABLE)
  .filter(([route, { to }]) => route.startsWith('GET') && !/[:*]/.test(route) && to !== 'open')
  .map(([route]) => ({ route }))

/** Routes by which even administrators see only what everybody sees. */
const WHOLE_SIGHT = [
  ...['/api/catalog/products', '/api/catalog/home-banners', '/api/catalog/special-zone-covers'],
  ...['/api/catalog/cases'],
]

test.group('Lists', (group) => {
  withoutLimits(group)
  group.setup(() => testUtils.db().wrapInGlobalTransaction())
  let shelf: Shelf
  let people: Person[]
  let other: Person
  group.setup(async () => {
    shelf = await stockedShelf()
    people = await Promise.all(ROLES.map(person))
    other = await person('dealer')
    for (const owner of [...people, other])
      for (const kind of ['address', 'payment', 'notification', 'company'] as const)
        await ownRow(kind, owner, shelf)
  })

  /** What a list shows; the addresses of its other pages repeat the question. */
  async function shown(route: string, line: Line, caller: Person | null, tricks = '') {
    const [, pattern] = partsOf(route)
    const query = [line.query?.(shelf), 'page_size=100', tricks].filter(Boolean).join('&')
    const authorization = caller ? bearer(caller) : undefined
    const { status, text } = await ask(
      { method: 'GET', path: `${pattern}/?${query}` },
      authorization
    )
    const { next, previous, ...rest } = JSON.parse(text)
    return { status, rest, isPaged: next !== undefined || previous !== undefined }
  }

  test('{route}: what only others may ask for changes nothing')
    .with(READS)
    .run(async ({ assert }, { route }) => {
      const line = TABLE[route]
      const tricks = [
        ...[`user_id=${other.id}`, `user=${other.id}`, `owner_id=${other.id}`, 'all=true'],
        ...['role=admin', 'is_staff=true', 'include_inactive=true', 'seesOwnCatalogue=true'],
      ].join('&')
      for (const caller of [null, ...people]) {
        if (!caller && line.to === 'shopper') continue
        const who = caller?.role ?? 'nobody'
        const plain = await shown(route, line, caller)
        assert.deepEqual(await shown(route, line, caller, tricks), plain, who)
        const inactive = await shown(route, line, caller, 'is_active=false')
        const sees = who === 'admin' && WHOLE_SIGHT.some((path) => route.endsWith(path))
        if (sees) assert.notDeepEqual(inactive, plain, who)
        else assert.deepEqual(inactive, plain, who)
      }
    })

  test('{route}: nobody who sells nothing finds what is switched off')
    .with(READS)
    .run(async ({ assert }, { route }) => {
      const line = TABLE[route]
      for (const caller of [null, ...people.filter(({ role }) => role !== 'admin')]) {
        if (!caller && line.to === 'shopper') continue
        const { rest } = await shown(route, line, caller, 'is_active=false')
        const inactive = JSON.stringify(rest.results ?? rest).includes('"is_active":false')
        assert.isFalse(inactive, caller?.role ?? 'nobody')
      }
    })
})
