import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { claimNotifications } from '#messaging/actions/claim_notifications'
import { deliverNotifications } from '#messaging/actions/deliver_notifications'
import { execute, row } from '#shared/rows'
import {
  deliveryOf,
  failing,
  messagesOf,
  passPause,
  SEND,
  SENT,
  subscriber,
  tell,
  until,
  usesTemplates,
} from '#tests/helpers/messages'
import { control, fault, usesSandbox } from '#tests/helpers/sandbox'

test.group('Messages in the hands of workers', (group) => {
  usesSandbox(group)
  usesTemplates(group)

  test('two workers at once send each message once', async ({ assert }) => {
    const { id, openid } = await subscriber(40)
    for (let count = 0; count < 30; count++) await tell(id, { content: `第 ${count} 条` })
    const results = await Promise.all([deliverNotifications(), deliverNotifications()])
    assert.equal(results[0].sent + results[1].sent, 30)
    const messages = await messagesOf(openid)
    assert.lengthOf(messages, 30)
    assert.lengthOf(new Set(messages.map(({ data }) => data.thing3)), 30)
  })

  test('a lost answer is risked once more; the phone decides whether two arrive', async ({
    assert,
  }) => {
    const { id, openid } = await subscriber(1)
    const notification = await tell(id)
    await failing({ process_then: 'reset' })
    assert.include(await deliverNotifications(), { later: 1 })
    assert.include(await deliveryOf(notification), { attempts: 1, unclear_attempts: 1 })
    await passPause(notification)
    assert.include(await deliverNotifications(), { refused: 1 })
    assert.lengthOf(await messagesOf(openid), 1)
    const { last_error: told } = await deliveryOf(notification)
    assert.include(told ?? '', '客户可能已经收到')
  })

  test('two lost answers are enough', async ({ assert }) => {
    const { id } = await subscriber(5)
    const notification = await tell(id)
    await failing({ process_then: 'status 502' }, null)
    await deliverNotifications()
    await passPause(notification)
    assert.include(await deliverNotifications(), { failed: 1 })
    assert.include(await deliveryOf(notification), { status: 'failed', unclear_attempts: 2 })
  })

  test('a message in the hands of a worker that died is taken over, twice at most', async ({
    assert,
  }) => {
    const { id, openid } = await subscriber(5)
    const notification = await tell(id)
    const { toSend } = await claimNotifications(10)
    assert.lengthOf(toSend, 1)
    assert.include(await deliverNotifications(), { sent: 0 })
    await passPause(notification)
    await claimNotifications(10)
    await passPause(notification)
    assert.include(await deliverNotifications(), { sent: 0, failed: 1 })
    assert.include(await deliveryOf(notification), { status: 'failed', unclear_attempts: 2 })
    assert.deepEqual(await messagesOf(openid), [])
  })

  test('what a worker learns too late does not undo what another one did', async ({ assert }) => {
    const { id, openid } = await subscriber(1)
    const notification = await tell(id)
    const before = await calls(SEND.path)
    await failing({ errcode: -1, delay_ms: 400 })
    const slow = deliverNotifications()
    await until(async () => (await calls(SEND.path)) > before)
    await passPause(notification)
    assert.include(await deliverNotifications(), { sent: 1 })
    await slow
    assert.include(await deliveryOf(notification), { ...SENT, attempts: 2 })
    assert.lengthOf(await messagesOf(openid), 1)
  })

  test('a message in other hands is passed over, not waited for', async ({ assert }) => {
    const { id } = await subscriber(0)
    const held = await tell(id)
    const free = await tell(id)
    const holder = await db.transaction()
    try {
      await row(`select id from notifications where id = ? for update`, [held], holder)
      const { toSend } = await claimNotifications(10)
      assert.deepEqual(
        toSend.map((one) => one.id),
        [free]
      )
    } finally {
      await holder.rollback()
    }
  })

  test('a worker that stops gives back what it has not begun', async ({ assert }) => {
    const { id, openid } = await subscriber(20)
    const ids: number[] = []
    for (let count = 0; count < 8; count++) ids.push(await tell(id))
    assert.include(await deliverNotifications(AbortSignal.abort()), { sent: 0, later: 0 })

    await failing({ delay_ms: 200 }, null)
    const stopping = new AbortController()
    const delivering = deliverNotifications(stopping.signal)
    await isTaken(ids[0])
    stopping.abort()
    const { sent, later } = await delivering
    assert.equal(sent + later, 8)
    const left = await Promise.all(ids.map(deliveryOf))
    for (const one of left.filter(({ status }) => status === 'pending'))
      assert.include(one, { attempts: 0, unclear_attempts: 0, waits: true })
    assert.lengthOf(await messagesOf(openid), sent)
    await deliverNotifications()
    assert.lengthOf(await messagesOf(openid), 8)
  })

  test('all processes share one token, which is unreadable in the database', async ({ assert }) => {
    const { id } = await subscriber(3)
    await execute(`delete from integration_token`)
    await tell(id)
    await deliverNotifications()
    const first = await row<{ ciphertext: string; generation: number }>(
      `select ciphertext, generation from integration_token where system = 'wechat'`
    )
    assert.equal(first?.generation, 1)
    assert.notInclude(first?.ciphertext ?? '81_', '81_')

    await fault({ system: 'wx', match: SEND, times: 1, action: { token: 'expire_now' } })
    const notification = await tell(id)
    await deliverNotifications()
    assert.include(await deliveryOf(notification), { ...SENT, attempts: 1 })
    const second = await row(`select generation from integration_token where system = 'wechat'`)
    assert.deepEqual(second, { generation: 2 })
  })

  test('a token that ends in the middle of many messages is renewed once', async ({ assert }) => {
    const { id, openid } = await subscriber(30)
    await tell(id)
    await deliverNotifications()
    for (let count = 0; count < 20; count++) await tell(id)
    const before = await calls('/cgi-bin/stable_token')
    await fault({ system: 'wx', match: SEND, times: 1, action: { token: 'expire_now' } })
    assert.include(await deliverNotifications(), { sent: 20 })
    assert.equal((await calls('/cgi-bin/stable_token')) - before, 1)
    assert.lengthOf(await messagesOf(openid), 21)
  })
})

/** How often WeChat was called at this address, in this process; calls that a fault ends count too. */
async function calls(path: string): Promise<number> {
  const { data } = await control<{ data: { path: string }[] }>(
    'GET',
    '/__sandbox/journal?system=wx'
  )
  return data.filter((entry) => entry.path === path).length
}

/** Waits until a worker has the message in hand. */
function isTaken(id: number): Promise<void> {
  return until(async () => {
    const { attempts } = await deliveryOf(id)
    return attempts > 0
  })
}
