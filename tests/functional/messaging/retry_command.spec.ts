import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import NotificationsRetry from '#commands/notifications_retry'
import { deliverNotifications } from '#messaging/actions/deliver_notifications'
import { execute } from '#shared/rows'
import settings from '#start/env'
import {
  accept,
  deliveryOf,
  failing,
  messagesOf,
  subscriber,
  tell,
  TEMPLATES,
  usesTemplates,
} from '#tests/helpers/messages'
import { usesSandbox } from '#tests/helpers/sandbox'
import { signedInShopper } from '#tests/helpers/shoppers'

async function run(...args: string[]) {
  ace.ui.logger.flushLogs()
  const command = await ace.create(NotificationsRetry, args)
  await command.exec()
  const [{ message }] = ace.ui.logger.getLogs()
  return { command, message }
}

test.group('notifications:retry', (group) => {
  usesSandbox(group)
  usesTemplates(group)
  group.each.setup(async () => {
    await execute(`update notifications set skip_reason = 'refused' where status = 'failed'`)
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  /** A message that failed because the shop named a template that WeChat does not know. */
  async function misconfigured(userId: number): Promise<number> {
    settings.messages.templates = { system: { templateId: 'unknown' } }
    const id = await tell(userId)
    await deliverNotifications()
    settings.messages.templates = TEMPLATES
    return id
  }

  test('a dry run counts and changes nothing', async ({ assert }) => {
    const { id, openid } = await subscriber(9)
    const failed = await misconfigured(id)
    const due = await tell(id)
    const { command, message } = await run('--dry-run')
    command.assertSucceeded()
    assert.match(message, /1 条等待发送，1 条发送失败可以重试，没有做任何改动/)
    assert.include(await deliveryOf(failed), { status: 'failed' })
    assert.include(await deliveryOf(due), { status: 'pending', attempts: 0 })
    assert.deepEqual(await messagesOf(openid), [])
  })

  test('what is due and what failed by a mended mistake is sent', async ({ assert }) => {
    const { id, openid } = await subscriber(9)
    const failed = await misconfigured(id)
    const due = await tell(id)
    const { command, message } = await run()
    command.assertSucceeded()
    assert.match(message, /已发送 2 条，客户未授权 0 条，无需发送 0 条，稍后自动重试 0 条/)
    for (const sent of [failed, due])
      assert.include(await deliveryOf(sent), { status: 'sent', last_error: null })
    assert.lengthOf(await messagesOf(openid), 2)
  })

  test('refusals, strangers, doubtful and old messages are left alone', async ({ assert }) => {
    const { id, openid } = await subscriber(0)
    const refused = await tell(id)
    await deliverNotifications()
    await accept(openid, 'SBXtmpl-system', 9)
    const old = await misconfigured(id)
    await execute(
      `update notifications set created_at = created_at - interval '31 minutes' where id = ?`,
      [old]
    )
    const { user: stranger } = await signedInShopper({ openid: `stranger-${id}` })
    const unknown = await tell(stranger.id)
    await deliverNotifications()
    const doubtful = await misconfigured(id)
    await execute(`update notifications set unclear_attempts = 2 where id = ?`, [doubtful])

    const { command, message } = await run()
    command.assertSucceeded()
    assert.match(message, /已发送 0 条/)
    for (const left of [refused, old, unknown, doubtful])
      assert.include(await deliveryOf(left), { status: 'failed', attempts: 1 })
  })

  test('a message that fails for good makes the exit code 1', async ({ assert }) => {
    const { id } = await subscriber(9)
    settings.messages.templates = { system: { templateId: 'unknown' } }
    await tell(id)
    const { command, message } = await run()
    command.assertFailed()
    assert.match(message, /未能发送 1 条/)
  })

  test('a message that is tried again by itself is no failure', async ({ assert }) => {
    const { id } = await subscriber(9)
    await tell(id)
    await failing({ errcode: -1 })
    const { command, message } = await run()
    command.assertSucceeded()
    assert.match(message, /稍后自动重试 1 条/)
  })

  test('two runs at once send each message once', async ({ assert }) => {
    const { id, openid } = await subscriber(30)
    for (let count = 0; count < 12; count++) await tell(id)
    await Promise.all([run(), run()])
    assert.lengthOf(await messagesOf(openid), 12)
  })
})
