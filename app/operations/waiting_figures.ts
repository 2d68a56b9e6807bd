import { Figure, type Source } from '#operations/source'

const INBOX_STATES = ['received', 'failed', 'orphan']

const inbox = new Figure(
  'shop_inbox_messages',
  'Messages of outside systems that are not applied: received (waiting), failed, orphan',
  ['state']
)
const inboxAge = new Figure(
  'shop_inbox_oldest_waiting_seconds',
  'Age of the oldest message that waits'
)
const notices = new Figure('shop_notifications_waiting', 'Notices that have to go to the phone')
const noticesAge = new Figure(
  'shop_notifications_oldest_due_seconds',
  'How long the oldest due notice has waited'
)
const anomalies = new Figure('shop_payment_anomalies', 'Payments that staff have to look at')
const workers = new Figure('shop_workers', 'Workers that showed a sign of life lately')

/** Each part walks a small index that holds just what waits. */
export const waiting: Source = {
  name: 'waiting',
  seconds: 0,
  sql: `
    select 'inbox' as key, state, count(*) as count,
      extract(epoch from now() - min(received_at))::float8 as age
    from integration_inbox where state in ('received', 'failed', 'orphan') group by state
    union all
    select 'notices', '', count(*), extract(epoch from now() - min(next_attempt_at))::float8
    from notifications where status = 'pending' and next_attempt_at is not null
    union all
    select 'anomalies', '', count(*), null from payments where anomaly is not null
    union all
    select 'workers', '', count(*), null from pgboss.instance
    where name = 'worker' and stopped_on is null
      and heartbeat_on > now() - 3 * heartbeat_seconds * interval '1 second'`,
  show: (found) => {
    for (const state of INBOX_STATES) inbox.set({ state }, 0)
    inboxAge.set(0)
    for (const { key, state, count, age } of found) {
      const seconds = Math.max(0, age ?? 0)
      if (key === 'inbox') inbox.set({ state }, count)
      if (key === 'inbox' && state === 'received') inboxAge.set(seconds)
      if (key === 'notices') notices.set(count)
      if (key === 'notices') noticesAge.set(seconds)
      if (key === 'anomalies') anomalies.set(count)
      if (key === 'workers') workers.set(count)
    }
  },
  hide: () => {
    for (const figure of [inbox, inboxAge, notices, noticesAge, anomalies, workers]) figure.hide()
  },
}
