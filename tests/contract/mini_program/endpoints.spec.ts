import { test } from '@japa/runner'
import { apiRoutes } from '#openapi/api_routes'
import { RequestFailed, type Answer, type MiniProgram } from './client.js'
import {
  ADDED,
  NOT_OFFERED_YET,
  OFFERED,
  WITH_TOKEN,
  WITHOUT_TOKEN,
  type Endpoint,
} from './endpoints.js'
import { onStage, walker } from './stage.js'

/** The answer, whatever it is; with `token` that one is sent. */
async function answerOf(
  app: MiniProgram,
  { method, path, flavour }: Endpoint,
  token?: string
): Promise<Answer> {
  if (token !== undefined) app.access = token
  try {
    return await app.call(method, path, token === undefined ? flavour : 'user')
  } catch (error) {
    if (error instanceof RequestFailed) return error.answer
    throw error
  }
}

const isUnknownId = ({ path }: Endpoint) => path.includes('999999999')
const named = ({ row, method, path }: Endpoint, what: unknown) =>
  `${row} ${method} ${path}: ${String(what)}`

/** What a form with nothing in it gets, an id that nobody has, a list. */
const ANSWERED = [200, 201, 400]

test.group('The table of endpoints', (group) => {
  onStage(group)

  test('all of it answers, with and without the slash at the end', async ({ assert }) => {
    const { app } = await walker()
    const faults: string[] = []
    for (const endpoint of OFFERED) {
      const answer = await answerOf(app, endpoint)
      const path = endpoint.path.slice(0, -1)
      const without = await answerOf(app, { ...endpoint, path })
      if (answer.status !== without.status) faults.push(named(endpoint, without.status))
      /** Nobody applied for a certification: one's own is an object that is not there. */
      const mayMiss = isUnknownId(endpoint) || endpoint.path === '/company-info/'
      if (!ANSWERED.includes(answer.status) && !(mayMiss && answer.status === 404))
        faults.push(named(endpoint, answer.status))
    }
    assert.deepEqual(faults, [])
  })

  test('what is one’s own wants a token, a valid one, and one for access', async ({ assert }) => {
    const { app } = await walker()
    const { refresh } = app
    const faults: string[] = []
    for (const endpoint of WITH_TOKEN)
      for (const token of ['', String(refresh)]) {
        app.refresh = 'rt_none'
        const { status } = await answerOf(app, endpoint, token)
        if (status !== 401) faults.push(named(endpoint, `${status} for "${token}"`))
        if (app.access !== null) faults.push(named(endpoint, 'still signed in'))
      }
    assert.deepEqual(faults, [])
  })

  test('the catalogue is open to visitors, but not to a token that is no good', async ({
    assert,
  }) => {
    const { app } = await walker('visitor')
    const faults: string[] = []
    for (const endpoint of WITHOUT_TOKEN) {
      app.access = null
      const open = await answerOf(app, endpoint)
      if (open.status !== (isUnknownId(endpoint) ? 404 : 200))
        faults.push(named(endpoint, open.status))
      const { status } = await answerOf(app, endpoint, 'at_guessed')
      if (status !== 401) faults.push(named(endpoint, `${status} for a guess`))
    }
    assert.deepEqual(faults, [])
  })

  test('nothing is offered beyond the table but what the shop added itself', ({ assert }) => {
    const known = new Set(OFFERED.map(({ method, path }) => `${method} ${path}`))
    const beyond = apiRoutes()
      /** Other tests of the same run plant routes of their own there. */
      .filter(({ pattern }) => !pattern.startsWith('/api/_'))
      .map(({ method, pattern }) => {
        const path = pattern.slice('/api'.length).replace(/:\w+/, '999999999')
        return `${method === 'PUT' ? 'PATCH' : method} ${path}/`
      })
      .filter((line) => !known.has(line))
    assert.sameMembers(beyond, ADDED)
  })

  test('an id that is none is unknown, whatever it looks like', async ({ assert }) => {
    const { app } = await walker()
    const faults: string[] = []
    const odd = ['abc', '0', '-1', '1.5', '9'.repeat(25), '%20', '%EF%BC%91', '1e3']
    for (const [index, endpoint] of OFFERED.filter(isUnknownId).entries()) {
      const id = odd[index % odd.length]
      const path = endpoint.path.replace('999999999', id)
      const { status } = await answerOf(app, { ...endpoint, path })
      if (status !== 404) faults.push(named(endpoint, `${status} for ${id}`))
    }
    assert.deepEqual(faults, [])
  })

  test('a query that makes no sense is as good as none', async ({ assert }) => {
    const { app } = await walker()
    const faults: string[] = []
    const queries = [
      'page=-5&page_size=-5&limit=-1&days=0',
      `page=1.5&page_size=1e2&limit=${'9'.repeat(20)}&order_id=${'9'.repeat(20)}`,
      'page[]=1&search[a]=1&status[]=paid&type[]=gift&product_ids[]=1',
      'page=2&page=1&parent_id=x&category_id=x&min_price=x&max_price=1e400&sort_by=__proto__',
      'level=__proto__&position=x&type=x&read=x&distinct=x&created_after=9999-99-99',
    ]
    const lists = OFFERED.filter((endpoint) => endpoint.method === 'GET' && !isUnknownId(endpoint))
    for (const endpoint of lists.filter(({ path }) => path !== '/company-info/'))
      for (const query of queries) {
        const { status } = await answerOf(app, { ...endpoint, path: `${endpoint.path}?${query}` })
        if (status !== 200) faults.push(named(endpoint, `${status} for ${query}`))
      }
    assert.deepEqual(faults, [])
  })

  test('what is not offered yet is 404 with a sentence', async ({ assert }) => {
    const { app } = await walker('dealer')
    const offered: string[] = []
    for (const endpoint of NOT_OFFERED_YET) {
      const { status, data } = await answerOf(app, endpoint)
      if (status !== 404 || data.error_code !== 'NOT_FOUND') offered.push(named(endpoint, status))
    }
    assert.deepEqual(offered, [])
  })
})
