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
})
