import { compare, ratio } from './compare.mjs'
import { median } from './machine.mjs'
import { Shoppers } from './shoppers.mjs'

/** Whole orders of sixteen shoppers, at the shop as it runs: with its cache. */
export async function orders(bench) {
  const { limit, cached } = bench
  const shoppers = new Shoppers(bench)
  await sameOrder(bench, shoppers)
  const steps = { limit: {}, ours: {} }
  const work = async (server, seconds, name) => {
    const result = await shoppers.order({ port: server.port, seconds })
    for (const [step, times] of Object.entries(result.steps))
      steps[name][step] = Math.round(median(times))
    return result
  }
  const before = () => emptyCarts(bench)
  const result = await compare({ ...bench, servers: { limit, ours: cached }, work, before })
  bench.note('order', result, steps)
  const { webMs, postgresMs, p95 } = result.ours
  return [
    ratio('order', result.ours, result.limit),
    { line: 'orderP95', value: p95 },
    { line: 'orderCpu', value: webMs + postgresMs },
    { line: 'orderCpuOfLimit', value: (webMs + postgresMs) / cpuOf(result.limit) },
  ]
}

const cpuOf = ({ webMs, postgresMs }) => webMs + postgresMs

async function emptyCarts({ client, facts }) {
  await client.query(
    `delete from cart_items where cart_id in (select id from carts where user_id = any($1::bigint[]))`,
    [facts.shoppers.map(({ id }) => id)]
  )
  await client.query('checkpoint')
}

const WRITTEN = [
  ...['orders', 'order_items', 'order_status_histories', 'payments', 'payment_events'],
  ...['inventory_logs', 'notifications', 'audit_logs', 'integration_inbox'],
]

/** The limit server must write as many rows and answer as many bytes, within one in a hundred. */
async function sameOrder({ client, facts, cached, limit }, shoppers) {
  const counts = async () => {
    const sql = WRITTEN.map((table) => `(select count(*) from ${table}) as ${table}`)
    const { rows } = await client.query(`select ${sql.join(', ')}`)
    return rows[0]
  }
  const seen = []
  for (const { port } of [cached, limit]) {
    const before = await counts()
    const bodies = await shoppers.once({
      port,
      shopper: facts.shoppers[0],
      product: facts.products[0],
    })
    const after = await counts()
    seen.push({
      written: WRITTEN.map((table) => `${table} ${after[table] - before[table]}`).join(', '),
      bytes: Object.values(bodies).map(({ length }) => length),
    })
  }
  const [ours, theirs] = seen
  if (ours.written !== theirs.written)
    throw new Error(`两个服务器写入的行不同：\n${ours.written}\n${theirs.written}`)
  const differs = ours.bytes.some((size, at) => Math.abs(size / theirs.bytes[at] - 1) > 0.01)
  if (differs) throw new Error(`两个服务器的应答大小不同：${ours.bytes} 与 ${theirs.bytes}`)
}
