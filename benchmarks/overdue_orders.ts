/**
 * Fills an empty database with unpaid orders whose deadline has passed, some of them started at
 * WeChat, and writes the state of a sandbox that knows these and collected money for a few.
 */
import { writeFileSync } from 'node:fs'
import { withApplication } from './application.js'

const count = Number(process.env.BENCH_ORDERS)
const started = Number(process.env.BENCH_STARTED)
const paid = Number(process.env.BENCH_PAID)

const USERS = `
  insert into users (username, openid)
  select '超时用户' || n, 'oSBX' || lpad(n::text, 24, '0') from generate_series(1, 500) n`

/** Stock as it is while the orders hold their share; what is expected afterwards is computed from it. */
const STOCK = `
  create table bench_stock as
  select row_number() over (order by p.id) - 1 as place, p.id, p.name, p.price, p.stock
  from products p
  where p.is_active and not exists (select from product_skus s where s.product_id = p.id)
  order by p.id limit 200`

const ORDERS = `
  insert into orders (order_number, user_id, product_id, quantity, total_amount, actual_amount,
    payment_method, expires_at, created_at, updated_at, snapshot_contact_name, snapshot_phone)
  select '1700000000' || lpad(n::text, 6, '0'), u.id, s.id, 1 + n % 3, s.price * (1 + n % 3),
    s.price * (1 + n % 3), 'online', now() - interval '1 minute' - n * interval '10 milliseconds',
    now() - interval '1 hour', now() - interval '1 hour', '演示买家', '13800000000'
  from generate_series(1, :count::int) n
  join bench_stock s on s.place = n % 200
  join (select id, row_number() over (order by id) - 1 as place from users
    where username like '超时用户%') u on u.place = n % 500`

const ITEMS = `
  insert into order_items (order_id, product_id, product_name, quantity, unit_price, actual_amount,
    source, locked_quantity, created_at)
  select o.id, s.id, s.name, o.quantity, s.price, o.actual_amount, 'local', o.quantity, o.created_at
  from orders o join bench_stock s on s.id = o.product_id`

const PAYMENTS = `
  insert into payments (order_id, amount, attempt, out_trade_no, expires_at, status, prepay_id,
    prepay_at, created_at, updated_at)
  select o.id, o.actual_amount, 1, o.order_number || '-1', o.expires_at,
    case when known then 'processing' else 'init' end, case when known then 'wx' || o.id end,
    case when known then o.created_at end, o.created_at, o.created_at
  from (select *, right(order_number, 6)::int <= :started::int as known from orders) o`

const TRADES = `
  select p.id, p.out_trade_no, (p.amount * 100)::int as total, u.openid
  from payments p join orders o on o.id = p.order_id join users u on u.id = o.user_id
  where p.prepay_at is not null order by p.out_trade_no`

interface Trade {
  id: number
  out_trade_no: string
  total: number
  openid: string
}

await withApplication(async () => {
  const { migrate } = await import('#database/migrate')
  const { installQueues } = await import('#jobs/queues')
  const { seedBulkCatalogue } = await import('#database/seeders/bulk_catalogue')
  const { execute, rows } = await import('#shared/rows')
  await migrate()
  await installQueues()
  await seedBulkCatalogue({ products: 1_000, categories: 20 })
  await execute(USERS)
  await execute(STOCK)
  await execute(ORDERS, { count })
  await execute(ITEMS)
  await execute(PAYMENTS, { started })
  await execute('vacuum (analyze) orders, order_items, payments')
  const known = await rows<Trade>(TRADES)
  const trades = known.map(sandboxTrade)
  const state = { trades: Object.fromEntries(trades.map((trade) => [trade.out_trade_no, trade])) }
  writeFileSync(process.env.SANDBOX_STATE ?? '', JSON.stringify(state), { mode: 0o600 })
})

/** A payment as the sandbox keeps it; the first ones were paid, and nobody told the shop. */
function sandboxTrade({ id, out_trade_no, total, openid }: Trade, place: number) {
  const now = Date.now()
  const collected = place < paid
  return {
    ...{ out_trade_no, openid, total, payer_total: total, description: '商城订单', notify_url: '' },
    ...{ attach: JSON.stringify({ v: 1, pid: String(id) }), parameters: '', events: [] },
    ...{ prepay_id: `wx${id}`, prepay_expires_at: now + 3_600_000, time_expire: now + 3_600_000 },
    created_at: now - 3_600_000,
    state: collected ? 'SUCCESS' : 'NOTPAY',
    transaction_id: collected ? `4200000000${String(id).padStart(18, '0')}` : null,
    paid_at: collected ? now - 600_000 : null,
  }
}
