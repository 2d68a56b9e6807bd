import { test } from '@japa/runner'
import settings from '#start/env'
import { makeStaff, staffSession } from '#tests/helpers/staff'

test.group('Writes from other sites', (group) => {
  group.each.teardown(() => {
    settings.csrfTrustedOrigins = []
  })

  test('are refused, even with a session and a token', async ({ client }) => {
    const staff = await makeStaff()
    const response = await client
      .post('/merchant/logout')
      .withSession(staffSession(staff))
      .withCsrfToken()
      .header('origin', 'https://elsewhere.example.com')
      .redirects(0)
    response.assertStatus(403)
  })

  test('are accepted from our own origin and from trusted ones', async ({ client }) => {
    const own = `http://${settings.host}:${settings.port}`
    settings.csrfTrustedOrigins = ['https://desk.example.com']
    for (const origin of [own, 'https://desk.example.com']) {
      const staff = await makeStaff()
      const response = await client
        .post('/merchant/logout')
        .withSession(staffSession(staff))
        .withCsrfToken()
        .header('origin', origin)
        .redirects(0)
      response.assertStatus(303)
    }
  })

  test('are refused without a token, whatever method the form claims: {method}')
    .with(['GET', 'HEAD', 'OPTIONS', 'PUT'].map((method) => ({ method })))
    .run(async ({ client, assert }, { method }) => {
      const staff = await makeStaff()
      const response = await client
        .post('/merchant/logout')
        .withSession(staffSession(staff))
        .form({ _method: method })
        .redirects(0)
      response.assertStatus(403)
      assert.exists(response.session('auth_web'))
    })
})
