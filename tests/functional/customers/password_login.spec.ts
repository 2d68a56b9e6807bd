import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import limiter from '@adonisjs/limiter/services/main'
import { UserFactory } from '#database/factories/user_factory'
import { bodies } from '#tests/helpers/bodies'

test.group('Password sign-in over the API', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())

  test('staff get tokens and their user object', async ({ client, assert }) => {
    const admin = await UserFactory.merge({ username: '店长', password: 'a-good-long-password' })
      .apply('admin')
      .create()
    for (const path of ['/api/password_login/', '/api/admin/login/']) {
      const response = await client
        .post(path)
        .json({ username: '店长', password: 'a-good-long-password' })
      response.assertStatus(200)
      assert.containSubset(response.body().user, { id: admin.id, role: 'admin', is_staff: true })
      const profile = await client
        .get('/api/user/profile')
        .header('authorization', `Bearer ${response.body().access}`)
      profile.assertStatus(200)
    }
  })

  test('unknown name, no password, wrong password: one refusal, and nobody is created or raised', async ({
    client,
    assert,
  }) => {
    await UserFactory.merge({ username: '老周', password: null }).create()
    await UserFactory.merge({ username: '客服小李', password: 'right-long-password' })
      .apply('support')
      .create()
    const before = await db.from('users').select('id', 'role', 'password').orderBy('id')
    const refusals = []
    for (const username of ['nobody', '老周', '客服小李']) {
      const response = await client
        .post('/api/password_login/')
        .json({ username, password: 'wrong-password' })
      response.assertStatus(401)
      refusals.push(response.body())
    }
    assert.deepEqual(refusals[1], refusals[0])
    assert.deepEqual(refusals[2], refusals[0])
    assert.deepEqual(await db.from('users').select('id', 'role', 'password').orderBy('id'), before)
  })

  test('a shopper with the right password is told that this is for staff', async ({
    client,
    assert,
  }) => {
    await UserFactory.merge({ username: '老周', password: 'right-long-password' }).create()
    const response = await client
      .post('/api/password_login/')
      .json({ username: '老周', password: 'right-long-password' })
    response.assertStatus(403)
    assert.lengthOf(await db.from('access_tokens'), 0)
  })

  test('missing or malformed credentials are 400: {text}')
    .with(
      bodies([
        {},
        { username: 'a' },
        { password: 'a' },
        { username: '', password: '' },
        { username: 1, password: true },
        { username: ['a'], password: { a: 1 } },
        { username: 'a'.repeat(151), password: 'a' },
      ])
    )
    .run(async ({ client }, { body }) => {
      const response = await client.post('/api/password_login/').json(body)
      response.assertStatus(400)
    })
})
