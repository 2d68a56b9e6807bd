import { test } from '@japa/runner'
import { readSettings } from '#shared/settings/settings'
import { REQUIRED } from '../shared/production_environment.js'

const KEY = REQUIRED.SECRET_KEY

function read(variables: Record<string, string>) {
  const { settings, problems } = readSettings({ SECRET_KEY: KEY, ...variables })
  return { ...settings.messages, problems }
}

const templates = (value: string) => read({ WECHAT_SUBSCRIBE_TEMPLATES: value })

test.group('Settings of subscribe messages', () => {
  test('nothing set: no templates, the home page, the trial version outside production', ({
    assert,
  }) => {
    assert.deepEqual(read({}), {
      templates: {},
      defaultPage: 'pages/home/index',
      state: 'trial',
      problems: [],
    })
    const { settings, problems } = readSettings({ ...REQUIRED, NODE_ENV: 'production' })
    assert.deepEqual(problems, [])
    assert.equal(settings.messages.state, 'formal')
  })

  test('{form} is read')
    .with([
      { form: 'JSON of ids', value: '{"payment":"tmpl-p","order":"tmpl-o"}' },
      {
        form: 'JSON of objects',
        value: '{"payment":{"template_id":"tmpl-p"},"order":{"template_id":"tmpl-o"}}',
      },
      { form: 'mixed JSON', value: '{"payment":"tmpl-p","order":{"template_id":" tmpl-o "}}' },
      { form: 'the older list', value: 'payment:tmpl-p,order:tmpl-o' },
      { form: 'the older list with blanks', value: ' payment : tmpl-p , order:tmpl-o ,' },
    ])
    .run(({ assert }, { value }) => {
      const { templates: found, problems } = templates(value)
      assert.deepEqual(problems, [])
      assert.deepEqual(found, {
        payment: { templateId: 'tmpl-p' },
        order: { templateId: 'tmpl-o' },
      })
    })

  test('page and fields belong to a template; a leading slash is dropped', ({ assert }) => {
    const fields = { character_string1: 'order_number', phrase2: 'status', time3: 'occurred_at' }
    const { templates: found, problems } = templates(
      JSON.stringify({
        order: { template_id: 'tmpl-o', page: '/pages/orders/index?tab=2', fields },
        statement: { template_id: 'tmpl-s', fields: { date1: 'period_end', amount2: 'amount' } },
      })
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(found.order, {
      templateId: 'tmpl-o',
      page: 'pages/orders/index?tab=2',
      fields,
    })
    assert.deepEqual(found.statement?.fields, { date1: 'period_end', amount2: 'amount' })
  })

  test('{value} refuses the start')
    .with(
      [
        '{"payment":',
        '{"payment":7}',
        '{"payment":null}',
        '{"payment":["tmpl"]}',
        '{"payment":""}',
        '{"payment":"two words"}',
        '{"payed":"tmpl-p"}',
        '{"toString":"tmpl-p"}',
        '{"payment":{"id":"tmpl-p"}}',
        '{"payment":{"template_id":"tmpl-p","pages":"pages/a/b"}}',
        '{"payment":{"template_id":"tmpl-p","page":"order"}}',
        '{"payment":{"template_id":"tmpl-p","fields":[]}}',
        '{"payment":{"template_id":"tmpl-p","fields":{}}}',
        '{"payment":{"template_id":"tmpl-p","fields":{"text1":"title"}}}',
        '{"payment":{"template_id":"tmpl-p","fields":{"thing":"title"}}}',
        '{"payment":{"template_id":"tmpl-p","fields":{"thing1":"openid"}}}',
        '{"payment":{"template_id":"tmpl-p","fields":{"thing1":"logistics_no"}}}',
        'tmpl-p',
        'payment:tmpl-p:x',
        'payment:',
        'payment:tmpl-p,payment:tmpl-q',
        ',',
        '["payment"]',
      ].map((value) => ({ value }))
    )
    .run(({ assert }, { value }) => {
      const { problems } = templates(value)
      assert.lengthOf(problems, 1)
      assert.match(problems[0], /^WECHAT_SUBSCRIBE_TEMPLATES：/)
      assert.notInclude(problems[0], 'tmpl')
    })

  test('a page that is none and a version that nobody knows refuse the start', ({ assert }) => {
    const { problems } = read({
      WECHAT_SUBSCRIBE_DEFAULT_PAGE: 'https://example.com',
      WECHAT_MINIPROGRAM_STATE: 'beta',
    })
    assert.deepEqual(
      problems.map((problem) => problem.split('：')[0]),
      ['WECHAT_SUBSCRIBE_DEFAULT_PAGE', 'WECHAT_MINIPROGRAM_STATE']
    )
  })

  test('production refuses the templates of the sandbox', ({ assert }) => {
    const production = {
      ...REQUIRED,
      NODE_ENV: 'production',
      WECHAT_SUBSCRIBE_TEMPLATES: 'order:SBXtmpl-order',
    }
    assert.lengthOf(readSettings(production).problems, 1)
    assert.deepEqual(templates('order:SBXtmpl-order').problems, [])
  })
})
