import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import settings from '#start/env'
import { TEMPLATES } from '#tests/helpers/messages'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/notifications/'

test.group('Templates that customers are asked to accept', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => {
    const before = settings.messages.templates
    return () => {
      settings.messages.templates = before
    }
  })

  test('a shop without templates asks for none', async ({ client, assert }) => {
    settings.messages.templates = {}
    const { headers } = await signedInShopper()
    const response = await client.get(`${PATH}subscribe_templates/`).headers(headers)
    assert.deepEqual(response.body(), { templates: [], default_page: 'pages/home/index' })
  })

  test('at most three, payment, order and refund first, each with its page', async ({
    client,
    assert,
  }) => {
    settings.messages.templates = {
      system: { templateId: 's' },
      ...TEMPLATES,
      order: { templateId: 'o', page: 'pages/orders/index' },
    }
    const { headers } = await signedInShopper()
    const response = await client.get(`${PATH}subscribe_templates/`).headers(headers)
    assert.deepEqual(response.body().templates, [
      { scene: 'payment', template_id: 'SBXtmpl-payment', page: 'pages/home/index' },
      { scene: 'order', template_id: 'o', page: 'pages/orders/index' },
      { scene: 'refund', template_id: 'SBXtmpl-refund', page: 'pages/home/index' },
    ])
  })

  test('a template of several types is asked for once and leaves room for others', async ({
    client,
    assert,
  }) => {
    settings.messages.templates = {
      payment: { templateId: 'a' },
      order: { templateId: 'a' },
      refund: { templateId: 'a' },
      return: { templateId: 'b' },
      statement: { templateId: 'c' },
      system: { templateId: 'd' },
    }
    const { headers } = await signedInShopper()
    const response = await client.get(`${PATH}subscribe_templates/`).headers(headers)
    assert.deepEqual(
      response.body().templates.map(({ scene }: { scene: string }) => scene),
      ['payment', 'return', 'statement']
    )
  })
})
