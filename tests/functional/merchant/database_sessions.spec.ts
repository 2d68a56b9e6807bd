import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { configProvider } from '@adonisjs/core'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import { endOtherSessions } from '#staff/actions/end_sessions'
import { listSessions } from '#staff/queries/list_sessions'
import { StaffSessionStore } from '#staff/session_store'
import { makeStaff } from '#tests/helpers/staff'

const PASSWORD = 'right-horse-4711'

/** The console as in production: sessions in the database, a browser that keeps its cookie. */
async function useDatabaseSessions() {
  const config = await configProvider.resolve<any>(app, app.config.get('session'))
  app.container.swap(
    SessionMiddleware,
    () => new SessionMiddleware({ ...config, store: 'staff' }, emitter as never)
  )
  return () => app.container.restore(SessionMiddleware)
}

const origin = () => `http://${process.env.HOST}:${process.env.PORT}`

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .join()
    .match(/merchant_session=([^;]+)/)![1]

const open = (cookie: string) =>
  fetch(`${origin()}/merchant/account`, {
    headers: { cookie: `merchant_session=${cookie}` },
    redirect: 'manual',
  })

async function signIn(username: string, from: string) {
  const page = await fetch(`${origin()}/merchant/login`)
  const html = await page.text()
  const [, token] = html.match(/name='_csrf' value='([^']+)'/)!
  const response = await fetch(`${origin()}/merchant/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ username, password: PASSWORD, _csrf: token }),
    headers: {
      'cookie': `merchant_session=${cookieOf(page)}`,
      'x-forwarded-for': from,
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/150.0',
    },
  })
  if (response.status !== 303) throw new Error(`sign-in answered ${response.status}`)
  return cookieOf(response)
}

test.group('Merchant | sessions in the database', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => useDatabaseSessions())

  test('devices are listed, and ending the others leaves this one', async ({ assert }) => {
    const user = await makeStaff({ password: PASSWORD })
    const first = await signIn(user.username, '198.51.100.1')
    const second = await signIn(user.username, '198.51.100.2')
    const sessions = await listSessions(user.id)
    assert.sameMembers(
      sessions.map(({ ip }) => ip),
      ['198.51.100.1', '198.51.100.2']
    )
    assert.equal(sessions[0].device, 'Windows Chrome')

    const page = await open(second)
    assert.include(await page.text(), '退出其他所有设备')
    const kept = sessions.find(({ ip }) => ip === '198.51.100.2')!
    assert.equal(await endOtherSessions(user.id, kept.key), 1)
    const [ended, living] = [await open(first), await open(second)]
    assert.equal(ended.status, 302)
    assert.equal(living.status, 200)
  })

  test('the table does not hold what opens a session, and an old id does not live on', async ({
    assert,
  }) => {
    const user = await makeStaff({ password: PASSWORD })
    const cookie = await signIn(user.username, '198.51.100.3')
    const rows = await db.from('sessions').where('user_id', String(user.id))
    assert.lengthOf(rows, 1)
    const readable = Buffer.from(decodeURIComponent(cookie).slice(2).split('.')[0], 'base64url')
    const { message: id } = JSON.parse(readable.toString())
    assert.isString(id)
    assert.notInclude(JSON.stringify(rows), id)
  })

  test('an expired session is none, and reading a page writes nothing', async ({ assert }) => {
    const store = new StaffSessionStore()
    await store.write('one', { some: 'thing' })
    const [before] = await db.from('sessions')
    await store.touch('one')
    const [after] = await db.from('sessions')
    assert.deepEqual(after.expires_at, before.expires_at)
    await db.from('sessions').update('expires_at', new Date(Date.now() - 1000))
    assert.isNull(await store.read('one'))
  })
})
