import { notify } from '#messaging/actions/notify'
import { execute, row, rows, type Client } from '#shared/rows'
import settings from '#start/env'

/** When that happened which a notice tells of: the orders were led through their lives in seconds. */
const HAPPENED = `
  update notifications n set created_at = coalesce(happened.at, n.created_at)
  from (
    select n.id, case
      when n.metadata ->> 'status' in ('cancelled', 'expired') then o.cancelled_at
      when n.metadata ->> 'status' = 'shipped' then o.shipped_at
      when n.type = 'payment' then o.paid_at
      when n.metadata ->> 'status' = 'succeeded' then r.succeeded_at
      else r.created_at end as at
    from notifications n join orders o on o.id = (n.metadata ->> 'order_id')::bigint
    left join refunds r on r.id = (n.metadata ->> 'refund_id')::bigint
  ) happened
  where happened.id = n.id`

const READ = `
  update notifications set read_at = created_at + interval '2 hours'
  where created_at < now() - interval '3 days'`

/**
 * The message centres of the demo: notices of its orders at the times of their events, older ones read,
 * and a welcome for everybody. Answers how many there are.
 */
export async function seedDemoNotifications(client: Client): Promise<number> {
  const customers = await rows<{ id: number; is_demo: boolean }>(
    `select id, coalesce(openid, '') = ? as is_demo from users where role in ('individual', 'dealer')`,
    [settings.wechat.demoOpenid],
    client
  )
  await notify(
    customers.map(({ id, is_demo: isDemo }) => ({
      userId: id,
      type: 'system',
      title: '欢迎使用消息中心',
      content: isDemo
        ? '您是演示顾客：付款、发货、退款的消息都会出现在这里'
        : '付款、发货、退款的消息都会出现在这里',
      dedupeKey: `demo_welcome:${id}`,
    })),
    client
  )
  await execute(HAPPENED, [], client)
  await execute(READ, [], client)
  const found = await row<{ count: number }>(
    `select count(*) as count from notifications`,
    [],
    client
  )
  return found?.count ?? 0
}
