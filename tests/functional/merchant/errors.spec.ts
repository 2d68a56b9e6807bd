import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import HttpExceptionHandler from '#exceptions/handler'
import { DomainError } from '#shared/domain_error'

/** What the console answers when something throws `error`. */
async function answerTo(error: unknown, headers: Record<string, string> = {}) {
  const ctx = await testUtils.createHttpContext()
  ctx.request.request.url = '/merchant/admin/orders'
  Object.assign(ctx.request.request.headers, headers)
  await new HttpExceptionHandler().handle(error, ctx)
  return { status: ctx.response.getStatus(), body: ctx.response.getBody(), ctx }
}

test.group('Merchant | errors', () => {
  test('an unexpected error shows no inside, but a number to report', async ({ assert }) => {
    const { status, body, ctx } = await answerTo(new Error('relation "secret" does not exist'))
    assert.equal(status, 500)
    assert.include(body, '服务器开小差了')
    assert.notInclude(body, 'secret')
    assert.include(body, ctx.request.id()!)
  })

  test('a refused page says why', async ({ assert }) => {
    const { status, body } = await answerTo(
      new DomainError('FORBIDDEN', '没有权限', { status: 403 })
    )
    assert.equal(status, 403)
    assert.include(body, '无权访问')
  })

  test('too many tries say when to come back', async ({ assert }) => {
    const error = new DomainError('RATE_LIMIT_EXCEEDED', 'x', { status: 429, retryAfter: 7 })
    const { body, ctx } = await answerTo(error)
    assert.include(body, '操作太频繁，请 7 秒后再试')
    assert.equal(ctx.response.getHeader('retry-after'), '7')
  })

  test('a part of a page gets a status and one sentence', async ({ assert }) => {
    const error = new DomainError('RESOURCE_CONFLICT', '该记录已被修改', { status: 409 })
    const { status, body, ctx } = await answerTo(error, { 'x-fragment': 'drawer' })
    assert.equal(status, 409)
    assert.equal(body, '该记录已被修改')
    assert.equal(decodeURIComponent(String(ctx.response.getHeader('x-message'))), '该记录已被修改')
  })
})
