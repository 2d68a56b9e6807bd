import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import VisitorMiddleware from '#middleware/visitor_middleware'
import { clientAddress } from '#middleware/viewer_context'
import { addressKey } from '#shared/limits'
import { signedInShopper } from '#tests/helpers/shoppers'

test.group('Whose request it is', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a header in front of the trusted proxy does not change the counted address', async ({
    assert,
  }) => {
    const addresses = []
    for (const forged of ['1.1.1.1, ', '2.2.2.2, 3.3.3.3, ', '']) {
      const ctx = await testUtils.createHttpContext()
      Object.defineProperty(ctx.request.request.socket, 'remoteAddress', { value: '127.0.0.1' })
      ctx.request.request.headers['x-forwarded-for'] = `${forged}203.0.113.9`
      addresses.push(clientAddress(ctx))
    }
    assert.deepEqual(addresses, ['203.0.113.9', '203.0.113.9', '203.0.113.9'])
  })

  test('a caller who is no trusted proxy counts by its own address', async ({ assert }) => {
    const ctx = await testUtils.createHttpContext()
    Object.defineProperty(ctx.request.request.socket, 'remoteAddress', { value: '203.0.113.50' })
    ctx.request.request.headers['x-forwarded-for'] = '1.1.1.1'
    assert.equal(clientAddress(ctx), '203.0.113.50')
  })

  test('a header that holds no address is not stored', async ({ client }) => {
    const { refresh, headers } = await signedInShopper()
    for (const forwarded of [
      'garbage',
      '203.0.113.9:443',
      "'; drop table users",
      'x'.repeat(3000),
    ]) {
      const profile = await client
        .patch('/api/user/profile/')
        .headers({ ...headers, 'x-forwarded-for': forwarded, 'x-request-id': 'r'.repeat(500) })
        .json({ role: 'admin' })
      profile.assertStatus(200)
      const refreshed = await client
        .post('/api/token/refresh/')
        .header('x-forwarded-for', forwarded)
        .json({ refresh })
      refreshed.assertStatus(200)
    }
  })

  test('an IPv6 network of 64 bits counts as one client', ({ assert }) => {
    assert.equal(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:2:ffff::9'))
    assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'))
    assert.equal(addressKey('::ffff:203.0.113.9'), addressKey('203.0.113.9'))
  })

  test('public pages: no token is a visitor, a valid one a shopper, an invalid one 401', async ({
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const visit = async (authorization?: string) => {
      const ctx = await testUtils.createHttpContext()
      ctx.viewer = null
      if (authorization) ctx.request.request.headers.authorization = authorization
      await new VisitorMiddleware().handle(ctx, async () => {})
      return ctx.viewer
    }
    assert.isNull(await visit())
    assert.containSubset(await visit(headers.authorization), { id: user.id, role: 'individual' })
    await assert.rejects(() => visit('Bearer null'), '登录已过期，请重新登录')
  })
})
