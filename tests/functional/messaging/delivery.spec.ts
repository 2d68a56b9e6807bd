import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { deliverNotifications } from '#messaging/actions/deliver_notifications'
import { notify } from '#messaging/actions/notify'
import { execute, row } from '#shared/rows'
import settings from '#start/env'
import {
  accept,
  deliveryOf,
  failing,
  messagesOf,
  passPause,
  SENT,
  subscriber,
  tell,
  TEMPLATES,
  usesTemplates,
} from '#tests/helpers/messages'
import { usesSandbox } from '#tests/helpers/sandbox'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

test.group('Sending messages', (group) => {
  usesSandbox(group)
  usesTemplates(group)

  test('a notice reaches the phone of whom it is for, once', async ({ assert }) => {
    const { id, openid } = await subscriber(3)
    const notification = await tell(id, { title: '系统通知', content: '今晚维护' })
    const result = await deliverNotifications()
    assert.include(result, { sent: 1, failed: 0, refused: 0, later: 0 })
    assert.deepEqual(await deliveryOf(notification), { ...SENT, attempts: 1, unclear_attempts: 0 })
    const [message, ...others] = await messagesOf(openid)
    assert.deepEqual(others, [])
    assert.include(message, { template_id: 'SBXtmpl-system', page: 'pages/home/index' })
    assert.include(message, { miniprogram_state: 'trial' })
    assert.include(message.data, { thing1: '系统通知', thing3: '今晚维护' })
    assert.include(await deliverNotifications(), { sent: 0 })
  })

  test('without a template nothing is sent, and the notice says why', async ({ assert }) => {
    const { id } = await subscriber()
    settings.messages.templates = {}
    const unsent = await tell(id)
    const skipped = { status: 'pending', skip_reason: 'no_template', waits: false, attempts: 0 }
    assert.include(await deliveryOf(unsent), skipped)

    settings.messages.templates = TEMPLATES
    const known = await tell(id)
    settings.messages.templates = {}
    assert.include(await deliverNotifications(), { skipped: 1, sent: 0 })
    assert.include(await deliveryOf(known), skipped)
  })

  test('whoever has no WeChat is not written to, and the notice says why', async ({ assert }) => {
    const { user } = await signedInShopper({ openid: null })
    const notification = await tell(user.id)
    assert.include(await deliverNotifications(), { skipped: 1, sent: 0 })
    assert.include(await deliveryOf(notification), {
      ...{ status: 'pending', skip_reason: 'no_openid', waits: false, attempts: 0 },
    })
  })

  test('whoever accepted no message is not asked again', async ({ assert }) => {
    const { id } = await subscriber(0)
    const notification = await tell(id)
    assert.include(await deliverNotifications(), { refused: 1, failed: 0 })
    assert.deepEqual(await deliveryOf(notification), {
      status: 'failed',
      skip_reason: 'refused',
      last_error: '43101：客户没有授权这类消息，或授权已用完',
      attempts: 1,
      unclear_attempts: 0,
      waits: false,
      sent: false,
    })
  })

  test('a wrong template or field parks the message with what is to be mended', async ({
    assert,
  }) => {
    const { id } = await subscriber(5)
    settings.messages.templates = { system: { templateId: 'unknown' } }
    const template = await tell(id)
    await deliverNotifications()
    assert.include(await deliveryOf(template), { status: 'failed', waits: false })
    const { last_error: mistake } = await deliveryOf(template)
    assert.match(mistake ?? '', /^40037：.*WECHAT_SUBSCRIBE_TEMPLATES/)

    const fields = { thing1: 'title', time2: 'title', thing3: 'content' } as const
    settings.messages.templates = { system: { templateId: 'SBXtmpl-system', fields } }
    const field = await tell(id)
    await deliverNotifications()
    const { last_error: wrong } = await deliveryOf(field)
    assert.match(wrong ?? '', /^47003：字段 time2 /)
  })

  test('a message that WeChat could not take is sent a little later', async ({ assert }) => {
    const { id, openid } = await subscriber()
    const notification = await tell(id)
    await failing({ errcode: -1 })
    assert.include(await deliverNotifications(), { later: 1 })
    assert.include(await deliveryOf(notification), {
      ...{ status: 'pending', waits: true, attempts: 1, unclear_attempts: 0 },
    })
    assert.include(await deliverNotifications(), { sent: 0, later: 0 })
    await passPause(notification)
    assert.include(await deliverNotifications(), { sent: 1 })
    assert.include(await deliveryOf(notification), { ...SENT, attempts: 2 })
    assert.lengthOf(await messagesOf(openid), 1)
  })

  test('after five further tries it is given up', async ({ assert }) => {
    const { id } = await subscriber()
    const notification = await tell(id)
    await failing({ errcode: 45009 }, null)
    for (let count = 0; count < 6; count++) {
      assert.include(await deliveryOf(notification), { status: 'pending', attempts: count })
      await passPause(notification)
      await deliverNotifications()
    }
    assert.include(await deliveryOf(notification), { status: 'failed', attempts: 6, waits: false })
  })

  test('while WeChat is away as a whole no try is used up', async ({ assert }) => {
    const { id } = await subscriber()
    const notification = await tell(id)
    await failing({ errcode: 40164 })
    await deliverNotifications()
    assert.include(await deliveryOf(notification), { attempts: 1 })
    for (let count = 0; count < 3; count++) {
      await passPause(notification)
      assert.include(await deliverNotifications(), { later: 1 })
    }
    assert.include(await deliveryOf(notification), { status: 'pending', attempts: 1 })
  })

  test('a message older than half an hour helps nobody and is given up', async ({ assert }) => {
    const { id, openid } = await subscriber()
    const notification = await tell(id)
    await execute(
      `update notifications set created_at = created_at - interval '31 minutes' where id = ?`,
      [notification]
    )
    assert.include(await deliverNotifications(), { sent: 0, failed: 1 })
    assert.include(await deliveryOf(notification), { status: 'failed', attempts: 0 })
    assert.deepEqual(await messagesOf(openid), [])
  })

  test('a template with fields of its own is filled with the facts of the order', async ({
    assert,
  }) => {
    const { id, openid } = await subscriber(0)
    await accept(openid, 'SBXtmpl-order-shipped')
    const fields = {
      character_string1: 'order_number',
      phrase2: 'status',
      time3: 'occurred_at',
    } as const
    settings.messages.templates = { order: { templateId: 'SBXtmpl-order-shipped', fields } }
    await tell(id, {
      ...{ type: 'order', title: '订单已发货', orderId: 42, orderNumber: '1781490030517204' },
      ...{ status: 'shipped', metadata: { logistics_no: 'SF14' } },
    })
    assert.include(await deliverNotifications(), { sent: 1 })
    const [{ page, data }] = await messagesOf(openid)
    assert.equal(page, 'pages/order-detail/index?id=42')
    assert.include(data, { character_string1: '1781490030517204', phrase2: '已发货' })
  })

  test('looking for nothing takes one statement', async ({ assert }) => {
    const seen = await sqlStatements(() => deliverNotifications())
    assert.lengthOf(seen, 1)
  })

  test('telling takes one statement, however many are told', async ({ assert }) => {
    const { id: userId } = await subscriber(0)
    const about = { userId, type: 'system', title: '系统通知', content: '今晚维护' } as const
    const notices = Array.from({ length: 500 }, (_, index) => ({
      ...about,
      dedupeKey: `many:${userId}:${index}`,
    }))
    const seen = await sqlStatements(() => notify(notices, db.connection()))
    assert.lengthOf(seen, 1)
    await notify(notices, db.connection())
    const told = await row(`select count(*) as count from notifications where user_id = ?`, [
      userId,
    ])
    assert.deepEqual(told, { count: 500 })
  })
})
