import limiter from '@adonisjs/limiter/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { apiRoutes } from '#openapi/api_routes'
import { withoutLimits } from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'
import { imposters, person, ROLES, type Imposter, type Person } from './support/callers.js'
import { ask, asked, bearer, partsOf } from './support/requests.js'
import { told } from './support/secrets.js'
import { SECRETS, stockedShelf, type Shelf } from './support/shelf.js'
import { TABLE } from './support/table.js'

const ROUTES = Object.keys(TABLE).map((route) => ({ route }))

/** They describe secrets, and hold none. */
const WORDS = ['/api/openapi.json', '/api/docs']

test.group('Every route of the API', (group) => {
  withoutLimits(group)
  group.setup(() => testUtils.db().wrapInGlobalTransaction())
  usesSandbox(group)
  let shelf: Shelf
  let people: Person[]
  let strangers: Imposter[]
  group.setup(async () => {
    shelf = await stockedShelf()
    people = await Promise.all(ROLES.map(person))
    strangers = await imposters()
  })
  group.each.setup(() => limiter.clear())

  test('stands in the table, and nothing else does', ({ assert }) => {
    const routes = apiRoutes().filter(({ pattern }) => !pattern.startsWith('/api/_'))
    assert.sameMembers(
      Object.keys(TABLE).map((route) => partsOf(route).join(' ')),
      routes.map(({ method, pattern }) => `${method} ${pattern}`)
    )
  })

  test('a product tells a {role} the prices of their trade')
    .with(ROLES.map((role) => ({ role })))
    .run(async ({ assert }, { role }) => {
      const { dealer, supply, invoice, stockRebate, rebate, warehouse } = SECRETS
      const caller = people.find((one) => one.role === role)!
      const route = 'GET    /api/catalog/products/:id'
      const { text } = await ask(await asked(route, TABLE[route], caller, shelf), bearer(caller))
      const trade = role === 'individual' ? [] : [dealer]
      const inner = role === 'admin' ? [supply, invoice, stockRebate, rebate, warehouse] : []
      const all = [dealer, supply, invoice, stockRebate, rebate, warehouse]
      assert.sameMembers(
        all.filter((secret) => text.includes(secret)),
        [...trade, ...inner]
      )
    })

  test('{route} lets in whom it should, and tells everybody only what is theirs')
    .with(ROUTES)
    .run(async ({ assert }, { route }) => {
      const line = TABLE[route]
      const { to, status, except = {}, tells = [] } = line
      const secrets = people.map(({ openid }) => openid)
      const seen = async (who: Person | null, authorization?: string) => {
        const got = await ask(await asked(route, line, who, shelf), authorization)
        const learnt = told(got.text, who?.role ?? 'anonymous', secrets)
        if (!WORDS.some((path) => route.endsWith(path)))
          assert.includeMembers(tells, learnt, got.text.slice(0, 2_000))
        return got.status
      }
      const visitors = to === 'shopper' ? 401 : (except.anonymous ?? status)
      assert.equal(await seen(null), visitors, 'nobody')
      for (const { who, authorization } of strangers)
        assert.equal(await seen(null, authorization), to === 'open' ? visitors : 401, who)
      const callers = line.fresh ? await Promise.all(ROLES.map(person)) : people
      for (const caller of callers) {
        const { role } = caller
        assert.equal(await seen(caller, bearer(caller)), except[role] ?? status, role)
      }
    })
})
