import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import User from '#models/user'
import { STAFF_MARK } from '#staff/session_mark'
import { makeStaff, staffSession } from '#tests/helpers/staff'

const PASSWORD = 'right-horse-4711'
const WRONG = '用户名或密码错误'
let address = 0

/** Every test comes from an address of its own, because tries are counted by address. */
function signIn(client: ApiClient, fields: Record<string, string>, from = nextAddress()) {
  return client
    .post('/merchant/login')
    .form(fields)
    .header('x-forwarded-for', from)
    .withCsrfToken()
    .redirects(0)
}

function nextAddress() {
  return `203.0.113.${(address += 1)}`
}

test.group('Merchant | sign-in', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('an administrator lands on the workbench, the session begins with a mark', async ({
    client,
    assert,
  }) => {
    const user = await makeStaff({ password: PASSWORD })
    const response = await signIn(client, { username: user.username, password: PASSWORD })
    response.assertStatus(303)
    response.assertHeader('location', '/merchant/admin')
    assert.equal(response.session('auth_web'), user.id)
    assert.equal(response.session(STAFF_MARK).version, 0)
    await user.refresh()
    assert.isNotNull(user.lastLoginAt)
    const [line] = await db.from('audit_logs').where({ event: 'user_login', actor_id: user.id })
    assert.equal(line.ip, `203.0.113.${address}`)
  })

  test('support lands on the orders', async ({ client }) => {
    const user = await makeStaff({ role: 'support', password: PASSWORD })
    const response = await signIn(client, { username: user.username, password: PASSWORD })
    response.assertHeader('location', '/merchant/admin/orders')
  })

  test('the session gets a new id at sign-in', async ({ client, assert }) => {
    const user = await makeStaff({ password: PASSWORD })
    const before = await client.get('/merchant/login')
    const response = await signIn(client, { username: user.username, password: PASSWORD }).cookie(
      'merchant_session',
      before.cookie('merchant_session')!.value
    )
    assert.notEqual(
      response.cookie('merchant_session')!.value,
      before.cookie('merchant_session')!.value
    )
  })

  test('{$self}: the same refusal as a wrong password')
    .with(['unknown name', 'wrong password', 'no password set', 'deactivated'] as const)
    .run(async ({ client, assert }, kind) => {
      const user = await makeStaff({ password: PASSWORD })
      if (kind === 'no password set')
        await db.from('users').where('id', user.id).update('password', null)
      if (kind === 'deactivated') await user.merge({ isActive: false }).save()
      const username = kind === 'unknown name' ? 'nobody-at-all' : user.username
      const password = kind === 'wrong password' ? 'something-else-1' : PASSWORD
      const response = await signIn(client, { username, password })
      response.assertStatus(401)
      response.assertTextIncludes(WRONG)
      assert.isUndefined(response.session('auth_web'))
      assert.lengthOf(await db.from('audit_logs').where('event', 'login_failed'), 1)
    })

  test('no stranger becomes administrator while there is none', async ({ client, assert }) => {
    const response = await signIn(client, { username: 'first', password: PASSWORD })
    response.assertStatus(401)
    assert.lengthOf(await db.from('users').where('username', 'first'), 0)
  })

  test('a shopper with the right password has no way in and stays a shopper', async ({
    client,
    assert,
  }) => {
    const shopper = await User.create({ username: 'shopper-x', password: PASSWORD, role: 'dealer' })
    const response = await signIn(client, { username: 'shopper-x', password: PASSWORD })
    response.assertStatus(403)
    response.assertTextIncludes('该账号没有后台权限')
    await shopper.refresh()
    assert.equal(shopper.role, 'dealer')
  })

  test('missing fields are named and what was typed stays', async ({ client }) => {
    const response = await signIn(client, { username: 'someone', password: '' })
    response.assertStatus(422)
    response.assertTextIncludes('请输入密码')
    response.assertTextIncludes('value="someone"')
  })

  test('the sixth try of an address within a minute is refused, right password or not', async ({
    client,
    assert,
  }) => {
    const from = nextAddress()
    for (let i = 0; i < 5; i++) await signIn(client, { username: `n${i}`, password: 'x' }, from)
    const user = await makeStaff({ password: PASSWORD })
    const response = await signIn(client, { username: user.username, password: PASSWORD }, from)
    response.assertStatus(429)
    response.assertTextIncludes('尝试次数过多')
    assert.isAtLeast(Number(response.header('retry-after')), 1)
  })

  test('five failures close a name for a while, from whatever address', async ({ client }) => {
    const user = await makeStaff({ password: PASSWORD })
    const { username } = user
    for (let i = 0; i < 5; i++) await signIn(client, { username, password: 'wrong-wrong-1' })
    const response = await signIn(client, { username, password: PASSWORD })
    response.assertStatus(429)
  })

  test('a right password forgets earlier failures', async ({ client }) => {
    const { username } = await makeStaff({ password: PASSWORD })
    for (let i = 0; i < 4; i++) await signIn(client, { username, password: 'wrong-wrong-1' })
    const good = await signIn(client, { username, password: PASSWORD })
    good.assertStatus(303)
    const later = await signIn(client, { username, password: 'wrong-wrong-1' })
    later.assertStatus(401)
  })

  test('next {wanted} leads to {to}')
    .with([
      { wanted: '/merchant/admin/orders?status=paid', to: '/merchant/admin/orders?status=paid' },
      { wanted: '/merchant/account', to: '/merchant/account' },
      { wanted: 'https://evil.example/merchant/account', to: '/merchant/admin' },
      { wanted: '//evil.example', to: '/merchant/admin' },
      { wanted: '/merchant/../media/x', to: '/merchant/admin' },
      { wanted: '/merchant/logout', to: '/merchant/admin' },
      { wanted: '/merchant/admin\\@evil.example', to: '/merchant/admin' },
    ])
    .run(async ({ client }, { wanted, to }) => {
      const { username } = await makeStaff({ password: PASSWORD })
      const response = await signIn(client, { username, password: PASSWORD, next: wanted })
      response.assertHeader('location', to)
    })

  test('without a token of the form nobody is signed in: the form is shown anew', async ({
    client,
  }) => {
    const { username } = await makeStaff({ password: PASSWORD })
    const response = await client
      .post('/merchant/login')
      .form({ username, password: PASSWORD })
      .redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', '/merchant/login')
  })

  test('a form of a session that ended leads to the sign-in, in a drawer too', async ({
    client,
  }) => {
    const fragment = await client
      .post('/merchant/logout')
      .header('x-fragment', 'drawer')
      .redirects(0)
    fragment.assertStatus(401)
  })

  test('signing out ends the session', async ({ client, assert }) => {
    const user = await makeStaff()
    const response = await client
      .post('/merchant/logout')
      .withSession(staffSession(user))
      .withCsrfToken()
      .redirects(0)
    response.assertHeader('location', '/merchant/login')
    assert.isUndefined(response.session('auth_web'))
  })
})
