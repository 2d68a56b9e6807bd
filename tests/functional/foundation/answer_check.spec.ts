import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import vine from '@vinejs/vine'
import type { Description } from '#openapi/describe'
import { integer, object, text } from '#openapi/schemas'
import { middleware } from '#start/kernel'

const describedBody = vine.create({ name: vine.string() })
const otherBody = vine.create({ name: vine.string() })

const Thing = object('PlantedThing', { id: integer('编号'), name: text('名称') })
const description: Description = {
  summary: '测试',
  tag: '测试',
  body: describedBody,
  answers: { 200: { description: '测试', schema: Thing, example: { id: 1, name: 'a' } } },
}

/** What a faulty controller would answer; the route of each is planted for these tests alone. */
const FAULTS = {
  right: { body: { id: 1, name: 'a' } },
  missing: { body: { id: 1 } },
  further: { body: { id: 1, name: 'a', secret: 'b' } },
  mistyped: { body: { id: '1', name: 'a' } },
  status: { status: 202, body: { id: 1, name: 'a' } },
  empty: { body: undefined },
  code: { status: 400, body: refusal(400, 'CREDIT_NOT_AVAILABLE') },
  bare: { status: 400, body: { message: 'no' } },
  number: { status: 400, body: refusal(409, 'VALIDATION_ERROR') },
} satisfies Record<string, { status?: number; body: unknown }>

for (const [name, { body, ...rest }] of Object.entries(FAULTS))
  router
    .get(`/api/_planted/${name}`, ({ response }) => {
      response.status('status' in rest ? rest.status : 200)
      response.send(body)
    })
    .as(`planted.${name}`)
    .describe(description)

router
  .patch('/api/_planted/patched', ({ response }) => response.send({ id: 1 }))
  .as('planted.patched')
  .describe(description)
router.get('/api/_planted/silent', ({ response }) => response.send({})).as('planted.silent')

for (const [name, validator] of Object.entries({ described: describedBody, other: otherBody }))
  for (const method of ['validateUsing', 'tryValidateUsing'] as const)
    router
      .post(`/api/_planted/${name}/${method}`, async ({ request, response }) => {
        await request[method](validator)
        response.send({ id: 1, name: 'a' })
      })
      .as(`planted.${name}.${method}`)
      .use(middleware.body())
      .describe(description)

function refusal(code: number, errorCode: string) {
  return { success: false, code, message: '不行', detail: '不行', error_code: errorCode }
}

test.group('Every answer that a test gets is compared with the API document', () => {
  test('an answer as described passes', async ({ client }) => {
    const answer = await client.get('/api/_planted/right')
    answer.assertStatus(200)
  })

  test('{fault}: fails the test that got it')
    .with([
      { fault: 'missing', says: /required.*name/ },
      { fault: 'further', says: /additional.*secret/ },
      { fault: 'mistyped', says: /\/id must be integer/ },
      { fault: 'status', says: /status 202 is not described/ },
      { fault: 'empty', says: /described as application\/json/ },
      { fault: 'code', says: /\/error_code must be equal to one of the allowed values/ },
      { fault: 'bare', says: /required/ },
      { fault: 'number', says: /\/code must be equal to constant/ },
      { fault: 'silent', says: /planted.silent is not described/ },
    ])
    .run(async ({ client, assert }, { fault, says }) => {
      await assert.rejects(async () => {
        await client.get(`/api/_planted/${fault}`)
      }, says)
    })

  test('a method in the header is the one that is looked up', async ({ client, assert }) => {
    await assert.rejects(async () => {
      await client.post('/api/_planted/patched').header('x-http-method-override', 'PATCH')
    }, /PATCH .*required.*name/)
  })

  test('unknown paths and methods have the envelope', async ({ client }) => {
    const unknown = await client.get('/api/nothing/here/')
    const method = await client.delete('/api/login/')
    unknown.assertStatus(404)
    method.assertStatus(405)
  })
})

test.group('A controller validates with the validator that is described', () => {
  test('{method} with it passes')
    .with([{ method: 'validateUsing' }, { method: 'tryValidateUsing' }])
    .run(async ({ client }, { method }) => {
      const answer = await client.post(`/api/_planted/described/${method}`).json({ name: 'a' })
      answer.assertStatus(200)
    })

  test('{method} with another one fails the test')
    .with([{ method: 'validateUsing' }, { method: 'tryValidateUsing' }])
    .run(async ({ client, assert }, { method }) => {
      await assert.rejects(async () => {
        await client.post(`/api/_planted/other/${method}`).json({ name: 'a' })
      }, /the body is validated by another validator than the described one/)
    })
})
