import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { documentedPath } from '#openapi/api_routes'
import { apiDocument } from '#openapi/document'

interface Reads {
  PUBLIC_READS: { name: string; paths(facts: object): string[] }[]
}

/** Scripts carry no types, so the module is named as a text. */
const load = () => import(`${'../../../benchmarks/public_reads.mjs'}`) as Promise<Reads>

const FACTS = {
  categories: [{ id: 1, name: '冰箱' }],
  majors: [1],
  brands: [{ id: 1, name: '海尔' }],
  details: [1],
  cases: [1],
  keywords: {
    frequent: ['冰箱'],
    usual: ['云溪'],
    rare: ['bcd1'],
    two: ['海尔 冰箱'],
    prefixes: ['冰'],
  },
}

test.group('The public reads that are measured', () => {
  test('are all reads of the catalogue that come out of the cache', async ({ assert }) => {
    const { PUBLIC_READS } = await load()
    const measured = PUBLIC_READS.flatMap(({ paths }) => paths(FACTS)).map((path) => {
      const { pathname } = new URL(path, 'http://localhost')
      const found = router.match(pathname.replace(/\/$/, ''), 'GET', false)
      return found ? documentedPath(found.route.pattern) : `${pathname} is no route`
    })
    const cached = Object.entries(apiDocument().paths).filter(([path, operations]) => {
      return path.startsWith('/api/catalog/') && operations.get?.responses[304] !== undefined
    })
    assert.isAbove(cached.length, 5)
    assert.includeMembers(
      measured,
      cached.map(([path]) => path)
    )
    assert.notInclude(measured.join('\n'), 'is no route')
  })
})
