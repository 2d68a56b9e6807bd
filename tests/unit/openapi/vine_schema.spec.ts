import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import type { Validator } from '#openapi/describe'
import { inputSchema } from '#openapi/vine_schema'
import { described, filledText } from '#validators/text'

/** The schema of one field of a form. */
function fieldSchema(field: Parameters<typeof vine.object>[0][string]): unknown {
  const { properties } = inputSchema(vine.create({ field }) as Validator)
  return (properties as { field: unknown }).field
}

test.group('What a validator takes, as JSON Schema 2020-12', () => {
  test('yes and no are booleans, not the spellings of forms', ({ assert }) => {
    assert.deepEqual(fieldSchema(vine.boolean()), { type: 'boolean' })
  })

  test('an optional key may be null, a required one may not', ({ assert }) => {
    assert.deepEqual(fieldSchema(vine.string().optional()), { type: ['string', 'null'] })
    assert.deepEqual(fieldSchema(vine.boolean().optional()), { type: ['boolean', 'null'] })
    assert.deepEqual(fieldSchema(vine.enum(['a', 'b']).optional()), {
      type: ['string', 'null'],
      enum: ['a', 'b', null],
    })
    assert.deepEqual(fieldSchema(vine.string()), { type: 'string' })
  })

  test('unknown keys are not forbidden, also inside lists', ({ assert }) => {
    const lines = vine.array(vine.object({ id: vine.number() }))
    const schema = inputSchema(vine.create({ lines }) as Validator)
    assert.notInclude(JSON.stringify(schema), 'additionalProperties')
    assert.deepEqual(schema.required, ['lines'])
  })

  test('the places of a tuple are prefixItems', ({ assert }) => {
    assert.deepEqual(fieldSchema(vine.tuple([vine.string(), vine.boolean()])), {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'boolean' }],
      items: false,
      minItems: 2,
      maxItems: 2,
    })
  })

  test('anything is an empty schema', ({ assert }) => {
    assert.deepEqual(fieldSchema(vine.any()), {})
  })

  test('a field says what it is, and still refuses null', async ({ assert }) => {
    const name = filledText(20).use(described('名称'))
    assert.deepEqual(fieldSchema(name), {
      type: 'string',
      description: '名称',
      minLength: 1,
      maxLength: 20,
    })
    const [error] = await vine.create({ name }).tryValidate({ name: null })
    assert.isNotNull(error)
  })
})
