import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { makeStaff, staffSession } from '#tests/helpers/staff'

test.group('Merchant | who may be here', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a page sends a stranger to sign in and back', async ({ client }) => {
    const response = await client.get('/merchant/account?x=1').redirects(0)
    response.assertStatus(302)
    response.assertHeader('location', '/merchant/login?next=%2Fmerchant%2Faccount%3Fx%3D1')
  })

  test('a fragment answers 401 with a sentence, no page', async ({ client, assert }) => {
    const response = await client.get('/merchant/account').header('x-fragment', 'list').redirects(0)
    response.assertStatus(401)
    assert.equal(decodeURIComponent(response.header('x-message')!), '登录状态已失效，请再次登录')
    assert.notInclude(response.text(), '<html')
  })

  test('/merchant leads {role} to {to}')
    .with([
      { role: 'admin', to: '/merchant/admin' },
      { role: 'support', to: '/merchant/admin/orders' },
    ] as const)
    .run(async ({ client }, { role, to }) => {
      const user = await makeStaff({ role })
      const response = await client.get('/merchant').withSession(staffSession(user)).redirects(0)
      response.assertHeader('location', to)
    })

  test('a session ends when {$self}')
    .with(['the account is deactivated', 'the role is lost', 'the token version rises'] as const)
    .run(async ({ client }, what) => {
      const user = await makeStaff()
      const session = staffSession(user)
      const changes = {
        'the account is deactivated': { is_active: false },
        'the role is lost': { role: 'dealer', is_staff: false },
        'the token version rises': { token_version: 1 },
      }[what]
      await db.from('users').where('id', user.id).update(changes)
      const response = await client.get('/merchant/account').withSession(session).redirects(0)
      response.assertStatus(302)
    })

  test('a session ends after seven days and cannot be begun without signing in', async ({
    client,
  }) => {
    const user = await makeStaff()
    const { auth_web: id, staff } = staffSession(user) as Record<string, any>
    const old = { ...staff, signedInAt: Date.now() - 7 * 86_400_000 - 1 }
    const late = await client
      .get('/merchant/account')
      .withSession({ auth_web: id, staff: old })
      .redirects(0)
    late.assertStatus(302)
    const markless = await client
      .get('/merchant/account')
      .withSession({ auth_web: id })
      .redirects(0)
    markless.assertStatus(302)
  })

  test('the menu of {role} names {product}')
    .with([
      { role: 'admin', product: '商户管理', sees: true },
      { role: 'support', product: '客服系统', sees: false },
    ] as const)
    .run(async ({ client, assert }, { role, product, sees }) => {
      const user = await makeStaff({ role })
      const response = await client.get('/merchant/account').withSession(staffSession(user))
      response.assertStatus(200)
      response.assertTextIncludes(product)
      response.assertTextIncludes('订单管理')
      assert.equal(response.text().includes('工作台'), sees)
    })

  test('an old bookmark keeps its query', async ({ client }) => {
    const response = await client.get('/merchant/support/orders?status=paid').redirects(0)
    response.assertHeader('location', '/merchant/admin/orders?status=paid')
  })

  test('an unknown address shows a page that says so', async ({ client }) => {
    const response = await client.get('/merchant/no-such-page')
    response.assertStatus(404)
    response.assertTextIncludes('页面不存在或已被删除')
  })

  test('pages are not stored, not framed and allow no foreign script', async ({
    client,
    assert,
  }) => {
    const user = await makeStaff()
    const response = await client.get('/merchant/account').withSession(staffSession(user))
    response.assertHeader('cache-control', 'no-store')
    const policy = response.header('content-security-policy')!
    assert.include(policy, "frame-ancestors 'none'")
    assert.notMatch(policy, /unsafe-(inline|eval)/)
  })

  test('a list answers its fragment alone and says so', async ({ client, assert }) => {
    const response = await client.get('/merchant/_components').header('x-fragment', 'list')
    response.assertHeader('x-fragment', 'list')
    assert.match(response.text(), /^<section id="list"/)
    assert.notInclude(response.text(), '<html')
  })
})
