import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import { makeStaff } from '#tests/helpers/staff'
import { withoutLimits } from '#tests/helpers/purchase'
import { person, ROLES } from './support/callers.js'
import { ask, bearer } from './support/requests.js'

const PATH = '/api/user/profile/'
const OWN = ['username', 'phone', 'email', 'avatar_url', 'updated_at']

/** What one would like to be, under every name that the column may have. */
const WISHES: Record<string, unknown> = {
  id: 1,
  openid: 'stolen-openid',
  password: 'Mine-1-password',
  role: 'admin',
  is_staff: true,
  is_superuser: true,
  is_active: false,
  date_joined: '2020-01-01T00:00:00Z',
  last_login_at: '2020-01-01T00:00:00Z',
  token_version: 99,
  anonymised_at: '2020-01-01T00:00:00Z',
  company_status: 'approved',
  credit_limit: '99999.00',
  user_permissions: ['*'],
  groups: [1],
}

function account(id: number) {
  return row<Record<string, unknown>>('select * from users where id = ?', [id])
}

function withoutOwn(columns: Record<string, unknown> | null) {
  return Object.entries(columns ?? {}).filter(([name]) => !OWN.includes(name))
}

test.group('Privileges', (group) => {
  withoutLimits(group)
  group.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('the wishes of these tests name every column of an account', async ({ assert }) => {
    const columns = await rows<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'users'`
    )
    const names = columns.map(({ name }) => name)
    assert.includeMembers([...Object.keys(WISHES), ...OWN], names)
  })

  test('{method} of the profile by {role}: no wish for privileges is granted')
    .with(ROLES.flatMap((role) => ['PATCH', 'PUT'].map((method) => ({ role, method }))))
    .run(async ({ assert }, { role, method }) => {
      const caller = await person(role)
      const before = await account(caller.id)
      const bodies = [
        { ...WISHES, email: 'new@example.com' },
        ...Object.entries(WISHES).map(([key, value]) => ({ [key]: value })),
        { user: WISHES, profile: WISHES, data: WISHES, attributes: WISHES },
        Object.fromEntries(
          Object.entries(WISHES).map(([key, value]) => [
            key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
            value,
          ])
        ),
      ]
      for (const body of bodies) {
        const { status } = await ask({ method, path: PATH, body }, bearer(caller))
        assert.equal(status, 200, JSON.stringify(body))
      }
      const after = await account(caller.id)
      assert.deepEqual(withoutOwn(after), withoutOwn(before))
      assert.equal(after?.email, 'new@example.com')
      const audited = await rows(
        `select event from audit_logs where actor_id = ? and event = 'permission_denied'`,
        [caller.id]
      )
      assert.isNotEmpty(audited)
    })

  test('wishes in the query or in a form are not granted either', async ({ assert }) => {
    const caller = await person('individual')
    const before = await account(caller.id)
    const query = 'role=admin&is_staff=true&is_superuser=true&token_version=9'
    await ask({ method: 'PATCH', path: `${PATH}?${query}`, body: {} }, bearer(caller))
    assert.deepEqual(withoutOwn(await account(caller.id)), withoutOwn(before))
  })

  test('signing in raises nobody: {what}')
    .with([
      { what: 'WeChat', path: '/api/login/', body: { code: 'sbx-raise', ...WISHES } },
      { what: 'a password', path: '/api/password_login/', body: { ...WISHES, username: 'root' } },
    ])
    .run(async ({ assert }, { path, body }) => {
      const staff = () =>
        rows(`select id from users where role in ('admin', 'support') or is_superuser order by id`)
      const before = await staff()
      await ask({ method: 'POST', path, body })
      assert.deepEqual(await staff(), before)
    })

  test('the password of a customer opens nothing, and the answer says nothing of it', async ({
    assert,
  }) => {
    const staff = await makeStaff({ role: 'support', password: 'Right-1-password' })
    const customer = await makeStaff({ role: 'support', password: 'Right-1-password' })
    await row(`update users set role = 'individual' where id = ?`, [customer.id])
    const signIn = (username: string, password: string) =>
      ask({ method: 'POST', path: '/api/password_login/', body: { username, password } })
    const [wrong, unknown] = await Promise.all([
      signIn(staff.username, 'Wrong-1-password'),
      signIn('nobody-of-this-name', 'Wrong-1-password'),
    ])
    assert.deepEqual([wrong.status, wrong.text], [401, unknown.text])
    const refused = await signIn(customer.username, 'Right-1-password')
    assert.equal(refused.status, 403)
    assert.notInclude(refused.text, 'access')
  })
})
