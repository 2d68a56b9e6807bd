import { test } from '@japa/runner'
import limiter from '@adonisjs/limiter/services/main'
import { endAllSessions } from '#customers/actions/end_all_sessions'
import { execute } from '#shared/rows'
import { shelvedProduct } from '#tests/helpers/catalogue'
import { fieldOf, refusalOf, refusalsOf } from './client.js'
import { productFor } from './objects/catalogue.js'
import { buy } from './purchasing.js'
import { besideWechat, onStage, shelves, walker } from './stage.js'
import { filledText, mustBe, object } from './shapes.js'

/** Access tokens of a person run out, as they do after seven days. */
const letAccessExpire = (userId: number) =>
  execute(`update access_tokens set expires_at = now() - interval '1 second' where user_id = ?`, [
    userId,
  ])

test.group('Any screen: the session', (group) => {
  onStage(group)

  test('after a 401 one refresh, and the request again', async ({ assert }) => {
    const { app, userId } = await walker()
    const { access, refresh } = app
    await letAccessExpire(userId)
    const { data } = await app.get('/user/profile/')
    assert.equal(data.id, userId)
    assert.notEqual(app.access, access)
    assert.equal(app.refresh, refresh)
    await letAccessExpire(userId)
    assert.equal(await fieldOf(app.get('/user/profile/'), 'id'), userId, 'and once more')
  })

  test('screens refresh in parallel, and all of them succeed', async ({ assert }) => {
    const { app, userId } = await walker()
    await letAccessExpire(userId)
    const answers = await Promise.all([
      app.get('/cart/my_cart/'),
      app.get('/addresses/'),
      app.get('/orders/my_orders/'),
      app.get('/notifications/stats/'),
      app.get('/user/profile/'),
      app.get('/catalog/products/', { page: 1 }, 'opt'),
    ])
    for (const { status } of answers) assert.equal(status, 200)
  })

  test('a refresh answers 200 with an access token', async ({ assert }) => {
    const { app } = await walker()
    const answer = await app.post('/token/refresh/', { refresh: app.refresh }, 'anon')
    assert.equal(answer.status, 200)
    mustBe(object({ access: filledText }), answer.data)
  })

  test('a dealer whose token has expired never sees retail prices', async ({ assert }) => {
    const id = await shelvedProduct(await shelves(), { price: '100.00', dealer_price: '70.10' })
    const { app, userId } = await walker('dealer')
    await letAccessExpire(userId)
    const { data } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
    mustBe(productFor('dealer'), data)
    assert.equal(data.display_price, 70.1)
  })

  test('a session that is over leaves the shopper where he is, signed out', async ({ assert }) => {
    const { app, userId } = await walker()
    await endAllSessions(userId)
    const refused = await refusalOf(app.get('/cart/my_cart/'))
    assert.equal(refused.statusCode, 401)
    assert.deepEqual([app.access, app.refresh], [null, null])
    const open = await app.get('/catalog/products/', { page: 1 }, 'opt')
    assert.equal(open.status, 200)
  })

  test('somebody who was shut out gets 401 everywhere, also for a refresh', async ({ assert }) => {
    const { app, userId } = await walker()
    await execute(`update users set is_active = false where id = ?`, [userId])
    const all = await refusalsOf([
      app.post('/token/refresh/', { refresh: app.refresh }, 'anon'),
      app.get('/user/profile/'),
      app.get('/catalog/products/', {}, 'opt'),
    ])
    for (const { statusCode } of all) assert.equal(statusCode, 401)
  })

  test('a refresh of {title} is {status}')
    .with([
      { title: 'nothing', body: {}, status: 400 },
      { title: 'null', body: { refresh: null }, status: 400 },
      { title: 'a guess', body: { refresh: 'rt_guessed' }, status: 401 },
      { title: 'an access token', body: { refresh: 'access' }, status: 401 },
    ])
    .run(async ({ assert }, { body, status }) => {
      const { app } = await walker()
      const sent = body.refresh === 'access' ? { refresh: app.access } : body
      const refused = await refusalOf(app.post('/token/refresh/', sent, 'anon'))
      assert.equal(refused.statusCode, status)
    })
})

test.group('Any screen: going too fast', (group) => {
  besideWechat(group)
  group.each.setup(() => limiter.clear())
  group.teardown(() => limiter.clear())

  test('a tap too many is 429 with the seconds to wait', async ({ assert }) => {
    const { app } = await walker()
    const { payment } = await buy(app)
    await app.post(`/payments/${payment.id}/start/`, { provider: 'wechat' })
    const refused = await refusalOf(app.post(`/payments/${payment.id}/start/`, {}))
    assert.equal(refused.statusCode, 429)
    assert.isAtMost(Number(refused.answer.headers.get('retry-after')), 5)
  })

  test('an ended payment is replaced and the new one started at once', async ({ assert }) => {
    const { app } = await walker()
    const { order, payment } = await buy(app)
    await app.post(`/payments/${payment.id}/cancel/`)
    await refusalOf(app.post(`/payments/${payment.id}/start/`, { provider: 'wechat' }))
    const { data: opened } = await app.post('/payments/', { order_id: order.id })
    const started = await app.post(`/payments/${opened.id}/start/`, { provider: 'wechat' })
    assert.equal(started.data.payment.status, 'processing')
  })

  test('looking and asking does not count', async ({ assert }) => {
    const { app } = await walker()
    const { order, payment } = await buy(app)
    for (let visit = 0; visit < 11; visit++) {
      await app.get('/payments/', { order_id: order.id })
      await app.post(`/payments/${payment.id}/sync/`)
    }
    const started = await app.post(`/payments/${payment.id}/start/`, { provider: 'wechat' })
    assert.equal(started.status, 200)
  })
})
