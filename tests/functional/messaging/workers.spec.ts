import { test } from '@japa/runner'
import {
  deliveryOf,
  failing,
  messagesOf,
  passPause,
  subscriber,
  tell,
  TEMPLATES,
  until,
  usesTemplates,
} from '#tests/helpers/messages'
import { startProcess } from '#tests/helpers/processes'
import { usesSandbox } from '#tests/helpers/sandbox'

const WITH_TEMPLATES = {
  WECHAT_SUBSCRIBE_TEMPLATES: JSON.stringify({ system: TEMPLATES.system?.templateId }),
}

const isSent = async (id: number) => {
  const { status } = await deliveryOf(id)
  return status === 'sent'
}

test.group('Workers that send messages', (group) => {
  usesSandbox(group)
  usesTemplates(group)

  test('two workers find what is told while they run, and send each message once', async ({
    assert,
    cleanup,
  }) => {
    const workers = await Promise.all([1, 2].map(() => startProcess('worker', WITH_TEMPLATES)))
    cleanup(() => Promise.all(workers.map((worker) => worker.kill('SIGTERM'))).then(() => {}))
    const { id, openid } = await subscriber(60)
    const ids: number[] = []
    for (let count = 0; count < 40; count++) ids.push(await tell(id, { content: `第 ${count} 条` }))
    for (const told of ids) await until(() => isSent(told))
    const messages = await messagesOf(openid)
    assert.lengthOf(messages, 40)
    assert.lengthOf(new Set(messages.map(({ data }) => data.thing3)), 40)
  }).timeout(60_000)

  test('kill -9 while WeChat keeps silent: the message waits for the next worker', async ({
    assert,
    cleanup,
  }) => {
    const { id, openid } = await subscriber(3)
    const told = await tell(id)
    await failing({ process_then: 'hang' })
    const first = await startProcess('worker', WITH_TEMPLATES)
    cleanup(() => first.kill('SIGKILL'))
    await until(async () => {
      const { length } = await messagesOf(openid)
      return length === 1
    })
    await first.kill('SIGKILL')
    assert.include(await deliveryOf(told), {
      ...{ status: 'pending', waits: true, attempts: 1, unclear_attempts: 1 },
    })

    await passPause(told)
    const second = await startProcess('worker', WITH_TEMPLATES)
    cleanup(() => second.kill('SIGTERM'))
    await until(() => isSent(told))
    assert.include(await deliveryOf(told), { attempts: 2, unclear_attempts: 1 })
    assert.lengthOf(await messagesOf(openid), 2)
  }).timeout(60_000)
})
