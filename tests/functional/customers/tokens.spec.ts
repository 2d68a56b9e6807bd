import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import limiter from '@adonisjs/limiter/services/main'
import { endAllSessions } from '#customers/actions/end_all_sessions'
import { newToken } from '#customers/tokens'
import { bodies } from '#tests/helpers/bodies'
import { sqlStatements } from '#tests/helpers/sql_statements'
import { signedInShopper } from '#tests/helpers/shoppers'

test.group('Access tokens', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())

  test('a valid token opens the account', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    const response = await client.get('/api/user/profile/').headers(headers)
    response.assertStatus(200)
    assert.equal(response.body().id, user.id)
    response.assertHeader('cache-control', 'no-store')
  })

  test('without a token the answer is 401 and says how to authenticate', async ({ client }) => {
    const response = await client.get('/api/user/profile/')
    response.assertStatus(401)
    response.assertHeader('www-authenticate', 'Bearer realm="api"')
    response.assertBodyContains({
      success: false,
      code: 401,
      error_code: 'UNAUTHORIZED',
      message: '请先登录',
    })
  })

  test('what is no access token is refused: {$self}')
    .with([
      'Bearer null',
      'Bearer undefined',
      'Bearer',
      'Bearer  ',
      'null',
      'Basic dXNlcjpwYXNz',
      'Bearer at_short',
      `Bearer at_${'%'.repeat(43)}`,
      `Bearer ${newToken('access')}`,
      `Bearer ${'a'.repeat(4000)}`,
    ])
    .run(async ({ client }, authorization) => {
      const response = await client.get('/api/user/profile/').header('authorization', authorization)
      response.assertStatus(401)
      response.assertHeader('www-authenticate', 'Bearer realm="api"')
    })

  test('a refresh token is no access token, and the reverse', async ({ client }) => {
    const { token, refresh } = await signedInShopper()
    const asAccess = await client
      .get('/api/user/profile/')
      .header('authorization', `Bearer ${refresh}`)
    asAccess.assertStatus(401)
    const asRefresh = await client.post('/api/token/refresh/').json({ refresh: token })
    asRefresh.assertStatus(401)
  })

  test('the database never holds a token, only its hash', async ({ assert }) => {
    const { token, refresh } = await signedInShopper()
    for (const table of ['access_tokens', 'refresh_tokens'])
      for (const { token_hash: hash } of await db.from(table).select('token_hash')) {
        assert.match(hash, /^[0-9a-f]{64}$/)
        assert.notInclude([token, refresh], hash)
      }
  })

  test('an authenticated request costs one read for the token and no write', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const statements = await sqlStatements(async () => {
      const response = await client.get('/api/user/profile/').headers(headers)
      response.assertStatus(200)
    })
    assert.lengthOf(statements, 2)
    assert.include(statements[0], 'from access_tokens')
    assert.include(statements[1], 'from users left join company_infos')
  })
})

test.group('The end of a session', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())

  test('{name} ends access and refresh at once')
    .with([
      { name: 'deactivation', sql: 'update users set is_active = false where id = ?' },
      {
        name: 'a raised token version',
        sql: 'update users set token_version = token_version + 1 where id = ?',
      },
      { name: 'deletion', sql: 'delete from users where id = ?' },
      {
        name: 'expiry',
        sql: `with a as (update access_tokens set expires_at = now() where user_id = :id)
              update refresh_tokens set expires_at = now() where user_id = :id`,
      },
    ])
    .run(async ({ client }, { sql }) => {
      const { user, headers, refresh } = await signedInShopper()
      await db.rawQuery(sql, sql.includes(':id') ? { id: user.id } : [user.id])
      const profile = await client.get('/api/user/profile/').headers(headers)
      profile.assertStatus(401)
      const refreshed = await client.post('/api/token/refresh/').json({ refresh })
      refreshed.assertStatus(401)
    })

  test('ending all sessions spares other people', async ({ client, assert }) => {
    const leaving = await signedInShopper()
    const staying = await signedInShopper()
    await endAllSessions(leaving.user.id)

    const gone = await client.get('/api/user/profile/').headers(leaving.headers)
    gone.assertStatus(401)
    const refreshed = await client.post('/api/token/refresh/').json({ refresh: leaving.refresh })
    refreshed.assertStatus(401)
    const other = await client.get('/api/user/profile/').headers(staying.headers)
    other.assertStatus(200)
    await leaving.user.refresh()
    assert.equal(leaving.user.tokenVersion, 1)
  })
})

test.group('Token refresh', (group) => {
  group.each.setup(() => testUtils.db().truncate())
  group.each.setup(() => limiter.clear())

  test('several refreshes at the same moment all succeed, and the token stays valid', async ({
    client,
    assert,
  }) => {
    const { refresh } = await signedInShopper()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post('/api/token/refresh/').json({ refresh }))
    )
    for (const answer of answers) answer.assertStatus(200)
    const issued = new Set(answers.map((answer) => answer.body().access))
    assert.equal(issued.size, 8)
    assert.deepEqual(Object.keys(answers[0].body()), ['access'])

    for (const access of issued) {
      const profile = await client
        .get('/api/user/profile/')
        .header('authorization', `Bearer ${access}`)
      profile.assertStatus(200)
    }
    const again = await client.post('/api/token/refresh/').json({ refresh })
    again.assertStatus(200)
  })

  test('a stale Authorization header does not hinder it', async ({ client }) => {
    const { refresh } = await signedInShopper()
    const response = await client
      .post('/api/token/refresh/')
      .header('authorization', 'Bearer null')
      .json({ refresh })
    response.assertStatus(200)
  })

  test('a missing refresh token is 400: {text}')
    .with(
      bodies([
        {},
        { refresh: null },
        { refresh: '' },
        { refresh: ' ' },
        { refresh: 7 },
        { refresh: {} },
      ])
    )
    .run(async ({ client }, { body }) => {
      const response = await client.post('/api/token/refresh/').json(body)
      response.assertStatus(400)
      response.assertBodyContains({ error_code: 'VALIDATION_ERROR' })
    })
})
