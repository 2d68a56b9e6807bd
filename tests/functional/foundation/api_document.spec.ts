import { Validator as OpenApiValidator } from '@seriousme/openapi-schema-validator'
import { test } from '@japa/runner'
import { apiRoutes, documentedPath, type ApiRoute } from '#openapi/api_routes'
import type { Description } from '#openapi/describe'
import { apiDocument, makeDocument } from '#openapi/document'
import type { Operation } from '#openapi/document_shape'
import type { JsonSchema } from '#openapi/json_schema'
import { object, text } from '#openapi/schemas'
import { schemaProblems } from '#tests/helpers/answer_check'

/** Tests plant routes of their own under `/api/_…`. */
const ours = () => apiRoutes().filter(({ pattern }) => !pattern.startsWith('/api/_'))

const described = () => ours().flatMap((route) => route.description ?? [])

function operationOf({ pattern, method }: ApiRoute): Operation | undefined {
  return apiDocument().paths[documentedPath(pattern)]?.[method.toLowerCase()]
}

function operations(): Operation[] {
  return ours().flatMap((route) => operationOf(route) ?? [])
}

/** A route that exists in a test alone. */
function planted(name: string, description: Description): ApiRoute {
  const middleware = new Set<string>()
  return {
    name,
    method: 'GET',
    pattern: `/api/${name}`,
    middleware,
    isInteger: () => false,
    description,
  }
}

test.group('The API document', () => {
  test('is valid OpenAPI 3.1', async ({ assert }) => {
    const validator = new OpenApiValidator()
    const { valid, errors } = await validator.validate(structuredClone({ ...apiDocument() }))
    assert.deepEqual([valid, errors], [true, undefined])
    assert.equal(validator.version, '3.1')
  })

  test('describes every route under /api, both of twins', ({ assert }) => {
    const missing = ours().filter((route) => !operationOf(route))
    assert.deepEqual(
      missing.map(({ method, pattern }) => `${method} ${pattern}`),
      []
    )
    assert.isAbove(ours().length, 40)
    const path = apiDocument().paths['/api/addresses/{id}/']
    assert.sameMembers(Object.keys(path), ['get', 'put', 'patch', 'delete'])
  })

  test('names every operation once', ({ assert }) => {
    const names = operations().map(({ operationId }) => operationId)
    assert.deepEqual(names, [...new Set(names)])
  })

  test('shows an example of every answer in JSON, and it is as described', ({ assert }) => {
    const problems = operations().flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).flatMap(([type, { schema, example, examples }]) => {
          if (type !== 'application/json') return []
          const values = Object.values((examples ?? {}) as Record<string, { value: unknown }>)
          const shown = example === undefined ? values.map(({ value }) => value) : [example]
          if (shown.length === 0) return [`${operationId} ${status} shows no example`]
          return shown
            .flatMap((value) => schemaProblems(schema, value))
            .map((problem) => `${operationId} ${status}: ${problem}`)
        })
      )
    )
    assert.deepEqual(problems, [])
  })

  test('shows an example of every body, and its validator takes it', async ({ assert }) => {
    for (const { operationId, requestBody } of operations()) {
      const { schema, example } = requestBody?.content['application/json'] ?? {}
      if (!schema) continue
      assert.isDefined(example, operationId)
      assert.deepEqual([operationId, ...schemaProblems(schema, example)], [operationId])
    }
    for (const { summary, body, bodyExample } of described())
      if (body) assert.deepEqual([summary, await refusalOf(body, bodyExample)], [summary, null])
  })

  test('asks for no key that may as well be null', async ({ assert }) => {
    for (const { summary, body, bodyExample } of described()) {
      const { required = [] } = (body?.toJSONSchema() ?? {}) as { required?: string[] }
      for (const key of required) {
        const refusal = await refusalOf(body, { ...(bodyExample as object), [key]: null })
        assert.isNotNull(refusal, `${summary}: ${key} may be null`)
      }
    }
  })

  test('tells for each field of a body what it is', ({ assert }) => {
    for (const { operationId, requestBody } of operations()) {
      const { schema } = requestBody?.content['application/json'] ?? {}
      const properties = (schema?.properties ?? {}) as Record<string, JsonSchema>
      for (const [name, { description, type }] of Object.entries(properties))
        if (![type].flat().includes('array'))
          assert.isString(description, `${operationId}: ${name} has no description`)
    }
  })

  test('says who is let in, and that a token may be refused', ({ assert }) => {
    const { paths } = apiDocument()
    assert.deepEqual(paths['/api/addresses/'].get.security, [{ bearer: [] }])
    assert.deepEqual(paths['/api/catalog/products/'].get.security, [{}, { bearer: [] }])
    assert.deepEqual(paths['/api/login/'].post.security, [])
    const callback = paths['/api/payments/callback/wechat/'].post
    assert.deepEqual(callback.security, [{ wechat_pay: [] }])
    assert.notProperty(callback.responses, '429')
    for (const route of ours())
      if (route.middleware.has('shopper') || route.middleware.has('visitor'))
        assert.property(operationOf(route)?.responses, '401', route.name)
  })

  test('promises Idempotency-Key wherever the route honours it', ({ assert }) => {
    const silent = ours().filter(
      ({ middleware, description }) => middleware.has('idempotent') && !description?.idempotent
    )
    assert.deepEqual(
      silent.map(({ name }) => name),
      []
    )
  })

  test('cannot be made when two different schemas bear one name', ({ assert }) => {
    const answering = (schema: ReturnType<typeof object>): Description => ({
      summary: 's',
      tag: 't',
      answers: { 200: { description: 'd', schema } },
    })
    const one = planted('one', answering(object('Twin', { a: text('a') })))
    const same = planted('same', answering(object('Twin', { a: text('a') })))
    const other = planted('other', answering(object('Twin', { b: text('b') })))
    assert.doesNotThrow(() => makeDocument([one, same]))
    assert.throws(
      () => makeDocument([one, other]),
      'Two different schemas of the API are called "Twin"'
    )
  })
})

test.group('The API document over HTTP', () => {
  test('is served to everybody and may be kept', async ({ client, assert }) => {
    const answer = await client.get('/api/openapi.json')
    assert.deepEqual(answer.body(), JSON.parse(JSON.stringify(apiDocument())))
    assert.equal(answer.header('cache-control'), 'public, max-age=300')
    const again = await client
      .get('/api/openapi.json')
      .header('if-none-match', answer.header('etag') ?? '')
    assert.equal(again.status(), 304)
    assert.equal(again.text(), '')
  })

  test('other sites that are allowed may read it', async ({ client, assert }) => {
    const answer = await client.get('/api/openapi.json').header('origin', 'http://localhost:9000')
    assert.equal(answer.header('access-control-allow-origin'), 'http://localhost:9000')
  })

  test('its reader is a page of files of this site', async ({ client, assert }) => {
    const answer = await client.get('/api/docs')
    const policy = answer.header('content-security-policy') ?? ''
    assert.equal(answer.status(), 200)
    assert.match(answer.text(), /<title>家电商城接口文档<\/title>/)
    assert.match(policy, /script-src 'self' 'nonce-[^']+'/)
    assert.notMatch(policy, /unsafe/)
    const addresses = [...answer.text().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)
    assert.isAbove(addresses.length, 2)
    for (const address of addresses) assert.match(address, /^(\/|data:)/)
  })
})

interface Tried {
  tryValidate: (body: unknown) => Promise<[{ messages: { message: string }[] } | null, unknown]>
}

/** What a validator says against a body, or null. */
async function refusalOf(validator: unknown, body: unknown): Promise<string | null> {
  const [error] = await (validator as Tried).tryValidate(structuredClone(body))
  return error ? error.messages[0].message : null
}
