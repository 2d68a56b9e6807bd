import { test } from '@japa/runner'
import { startProcess } from '#tests/helpers/processes'
import { REQUIRED } from '#tests/unit/shared/production_environment'
import { raw } from './raw_request.js'

/** All that production must be given, but for the database, which is the one of the tests. */
const OTHERS = Object.fromEntries(
  Object.entries(REQUIRED).filter(([name]) => !name.startsWith('POSTGRES_'))
)

test.group('Production settings over plain http', () => {
  test('the cookie of the console comes back over http where http is let in: {redirect}')
    .with([{ redirect: 'false' }, { redirect: 'true' }])
    .run(async ({ assert, cleanup }, { redirect }) => {
      const web = await startProcess('web', {
        ...OTHERS,
        NODE_ENV: 'production',
        ALLOWED_HOSTS: '127.0.0.1',
        SECURE_SSL_REDIRECT: redirect,
      })
      cleanup(() => web.kill('SIGKILL'))
      const headers = redirect === 'true' ? { 'x-forwarded-proto': 'https' } : {}
      const page = await raw('GET', '/merchant/login', { port: web.port, headers })
      assert.equal(page.status, 200)
      const cookies = page.headers['set-cookie'] ?? []
      assert.isNotEmpty(cookies)
      for (const cookie of cookies) assert.equal(/; Secure/i.test(cookie), redirect === 'true')
    })
})
