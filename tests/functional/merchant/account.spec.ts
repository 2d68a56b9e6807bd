import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import type User from '#models/user'
import { STAFF_MARK } from '#staff/session_mark'
import { makeStaff, staffSession } from '#tests/helpers/staff'

const PASSWORD = 'right-horse-4711'

function send(client: ApiClient, user: User, method: string, path: string, form: object) {
  return client
    .post(`/merchant/account${path}?_method=${method}`)
    .form(form)
    .withSession(staffSession(user))
    .withCsrfToken()
    .redirects(0)
}

test.group('Merchant | own account', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('name and contacts change, role and flags never do', async ({ client, assert }) => {
    const user = await makeStaff({ role: 'support' })
    const form = { username: 'new-name', phone: '13900000042', email: 'x@example.com' }
    const more = { ...form, role: 'admin', is_staff: '1', is_superuser: '1' }
    const response = await send(client, user, 'PATCH', '', more)
    response.assertStatus(303)
    await user.refresh()
    assert.containSubset(user.serialize(), form)
    assert.equal(user.role, 'support')
    assert.isFalse(user.isSuperuser)
  })

  test('a taken name is refused beside its field, and what was typed stays', async ({ client }) => {
    const [user, other] = [await makeStaff(), await makeStaff()]
    const response = await send(client, user, 'PATCH', '', {
      username: other.username,
      phone: '13900000042',
    })
    response.assertStatus(422)
    response.assertTextIncludes('用户名已被使用')
    response.assertTextIncludes('value="13900000042"')
  })

  test('a new password needs the present one and ends every other session', async ({
    client,
    assert,
  }) => {
    const user = await makeStaff({ password: PASSWORD })
    const elsewhere = staffSession(user)
    const form = { password: 'other-horse-0815', password_confirmation: 'other-horse-0815' }
    const refused = await send(client, user, 'PUT', '/password', {
      ...form,
      current_password: 'wrong',
    })
    refused.assertStatus(422)
    refused.assertTextIncludes('当前密码不正确')

    const response = await send(client, user, 'PUT', '/password', {
      ...form,
      current_password: PASSWORD,
    })
    response.assertStatus(303)
    await user.refresh()
    assert.isTrue(await hash.verify(user.password!, 'other-horse-0815'))
    assert.equal(response.session(STAFF_MARK).version, 1)
    const other = await client.get('/merchant/account').withSession(elsewhere).redirects(0)
    other.assertStatus(302)
  })

  test('{password}: {says}')
    .with([
      { password: 'short', says: '密码至少需要 10 个字符' },
      { password: 'password123', says: '密码太常见' },
      { password: 'aaaaaaaaaaaa', says: '密码太常见' },
      { password: 'staff-own-name', says: '密码不能与用户名相同' },
    ])
    .run(async ({ client }, { password, says }) => {
      const user = await makeStaff({ username: 'Staff-Own-Name', password: PASSWORD })
      const form = { current_password: PASSWORD, password, password_confirmation: password }
      const response = await send(client, user, 'PUT', '/password', form)
      response.assertStatus(422)
      response.assertTextIncludes(says)
    })

  test('a page size of the list is remembered, others are refused', async ({ client, assert }) => {
    const user = await makeStaff()
    const good = await send(client, user, 'PUT', '/preferences', { page_size: '50' })
    good.assertStatus(303)
    assert.include(String(good.header('set-cookie')), 'page_size=50')
    const bad = await send(client, user, 'PUT', '/preferences', { page_size: '5000' })
    bad.assertStatus(422)
  })

  test('a session of somebody else cannot be ended', async ({ client }) => {
    const user = await makeStaff()
    const response = await send(client, user, 'DELETE', `/sessions/${'0'.repeat(64)}`, {})
    response.assertStatus(404)
  })
})
