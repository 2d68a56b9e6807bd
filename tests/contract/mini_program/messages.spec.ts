import { test } from '@japa/runner'
import { tell, usesTemplates } from '#tests/helpers/messages'
import settings from '#start/env'
import { dataOf, refusedWith } from './client.js'
import { notification, notificationStats, subscribeTemplates } from './objects/people.js'
import { buyAndPay } from './purchasing.js'
import { idsOf, onStage, walker } from './stage.js'
import { count, mustBe, object, page } from './shapes.js'

test.group('Screen: message center', (group) => {
  onStage(group, 'with WeChat')
  usesTemplates(group)

  test('figures, templates, the messages, one read, all read', async ({ assert }) => {
    const { app, userId } = await walker()
    const older = await tell(userId)
    const newer = await tell(userId)
    const stats = await app.get('/notifications/stats/')
    mustBe(notificationStats, stats.data)
    assert.deepEqual(stats.data, { unread_count: 2, pending_count: 2, total: 2 })

    const asked = await app.get('/notifications/subscribe_templates/')
    mustBe(subscribeTemplates, asked.data)
    const { templates, default_page: defaultPage } = asked.data
    assert.equal(defaultPage, 'pages/home/index')
    assert.deepEqual(
      templates.map(({ scene }: { scene: string }) => scene),
      ['payment', 'order', 'refund']
    )

    const { data } = await app.get('/notifications/', { page: 1, page_size: 10 })
    mustBe(page(notification), data)
    assert.deepEqual(idsOf(data.results), [newer, older])
    assert.deepInclude(data.results[0], { read_at: null, is_read: false })
    /** The screen shows the first sixteen characters. */
    assert.match(data.results[0].created_at.slice(0, 16), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)

    const read = await app.post(`/notifications/${older}/mark_read/`)
    mustBe(notification, read.data)
    assert.isTrue(read.data.is_read)
    const again = await app.post(`/notifications/${older}/mark_read/`)
    assert.deepEqual(again.data, read.data, 'the first time of reading stays')
    const all = await app.post('/notifications/mark_all_read/')
    mustBe(object({ marked: count }), all.data)
    assert.deepEqual(all.data, { marked: 1 })
    assert.deepEqual(await dataOf(app.post('/notifications/mark_all_read/')), { marked: 0 })
    const after = await app.get('/notifications/stats/')
    assert.deepEqual(after.data, { unread_count: 0, pending_count: 2, total: 2 })
  })

  test('a purchase tells what the taps and tags of the screen need', async ({ assert }) => {
    const { app } = await walker()
    const { order, payment } = await buyAndPay(app)
    await app.patch(`/orders/${order.id}/cancel/`, {})
    const { data } = await app.get('/notifications/', { page: 1, page_size: 10 })
    mustBe(page(notification), data)
    assert.equal(data.results.at(-1).type, 'payment')
    for (const { metadata } of data.results) {
      assert.deepInclude(metadata, { order_id: order.id, order_number: order.order_number })
      assert.match(metadata.page, new RegExp(`^/?pages/order-detail/index\\?id=${order.id}$`))
      for (const [slot, { value }] of Object.entries<any>(metadata.subscription_data))
        if (slot.startsWith('thing')) assert.isAtMost([...value].length, 20)
    }
    assert.deepInclude(data.results.at(-1).metadata, {
      ...{ payment_id: payment.id, status: 'succeeded', amount: '3599.10' },
    })
    const types = data.results.map(({ type }: { type: string }) => type)
    assert.include(types, 'refund')
  })

  test('ten to a page, fifty at most, and an empty page beyond the end', async ({ assert }) => {
    const { app, userId } = await walker()
    for (let told = 0; told < 51; told++) await tell(userId)
    const usual = await app.get('/notifications/')
    mustBe(page(notification), usual.data)
    assert.lengthOf(usual.data.results, 10)
    assert.deepInclude(usual.data, { total: 51, total_pages: 6, has_next: true })
    const large = await app.get('/notifications/', { page_size: 1000 })
    assert.lengthOf(large.data.results, 50)
    const beyond = await app.get('/notifications/', { page: 7 })
    mustBe(page(notification), beyond.data)
    assert.deepInclude(beyond.data, { results: [], total: 51, has_next: false })
  })

  test('filtered by type, state and reading', async ({ assert }) => {
    const { app, userId } = await walker()
    const order = await tell(userId, { type: 'order' })
    const system = await tell(userId)
    await app.post(`/notifications/${order}/mark_read/`)
    const cases: [object, number[]][] = [
      [{ type: 'order' }, [order]],
      [{ type: 'statement' }, []],
      [{ status: 'pending' }, [system, order]],
      [{ status: 'sent' }, []],
      ...['1', 'true', 'yes', 'read', true].map((read): [object, number[]] => [{ read }, [order]]),
      ...['0', 'false', 'no', 'unread', false].map((read): [object, number[]] => [
        { read },
        [system],
      ]),
    ]
    for (const [query, expected] of cases) {
      const { data } = await app.get('/notifications/', query)
      assert.deepEqual(idsOf(data.results), expected, JSON.stringify(query))
    }
  })

  test('without templates there is nothing to ask for', async ({ assert }) => {
    settings.messages.templates = {}
    const { app } = await walker()
    const { data } = await app.get('/notifications/subscribe_templates/')
    assert.deepEqual(data, { templates: [], default_page: 'pages/home/index' })
  })

  test('messages of others are unknown', async ({ assert }) => {
    const owner = await walker()
    const id = await tell(owner.userId)
    const { app } = await walker()
    const path = `/notifications/${id}/`
    assert.equal(await refusedWith(app.post(`${path}mark_read/`)), 404)
    assert.equal(await refusedWith(app.get(path)), 404)
    assert.deepEqual(await dataOf(app.post('/notifications/mark_all_read/')), { marked: 0 })
    const { data } = await owner.app.get(path)
    mustBe(notification, data)
    assert.isFalse(data.is_read)
  })
})
