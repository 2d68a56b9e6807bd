import { bold, green, red } from '../scripts/report.mjs'

/**
 * What must hold and what we aim at. A ratio or anything else with `more` is better the higher it is;
 * everything else the lower. Lines without `must` only inform.
 */
export const BUDGETS = {
  list: { name: '商品列表（一个分类，20 条，最新），缓存关闭', more: true, must: 0.3, aim: 0.5 },
  listCached: { name: '商品列表，来自缓存', more: true, must: 1.6, aim: 3 },
  listP95: { name: '商品列表 p95，来自缓存', unit: 'ms', must: 20, aim: 10 },
  listP95Uncached: { name: '商品列表 p95，缓存关闭', unit: 'ms' },
  detail: { name: '商品详情，缓存关闭', more: true, must: 0.25, aim: 0.45 },
  detailCached: { name: '商品详情，来自缓存', more: true, must: 0.45, aim: 0.8 },
  search: { name: '关键词搜索（约 200 个结果），缓存关闭', more: true, must: 0.5, aim: 1 },
  readsP99: { name: '公开读取 p99，半负载，最慢的一个', unit: 'ms', must: 50, aim: 25 },
  scale: { name: '商品增多后的公开读取，最慢的一个', unit: '倍', must: 2, aim: 1.5 },
  order: { name: '完整下单（加购、下单、发起支付、到账）', more: true, must: 0.2, aim: 0.35 },
  orderP95: { name: '完整下单 p95', unit: 'ms', must: 150, aim: 80 },
  orderCpu: { name: '每单 CPU（网页进程 + PostgreSQL）', unit: 'ms', must: 8, aim: 4 },
  orderCpuOfLimit: { name: '每单 CPU，与极限服务器相比', unit: '倍' },
  console: { name: '后台订单列表 HTML', more: true, must: 0.06, aim: 0.15 },
  million: { name: '后台订单列表，一百万个订单与十万个相比', more: true, must: 0.8, aim: 0.95 },
  listStatements: { name: 'SQL 语句：商品列表，缓存关闭', unit: '条', must: 4, aim: 2 },
  detailStatements: { name: 'SQL 语句：商品详情，缓存关闭', unit: '条', must: 4, aim: 2 },
  cachedStatements: { name: 'SQL 语句：商品列表，来自缓存', unit: '条', must: 0, aim: 0 },
  orderStatements: { name: 'SQL 语句：完整下单', unit: '条', must: 25, aim: 15 },
  memoryIdle: { name: '网页进程内存：空闲', unit: 'MB', must: 180, aim: 130 },
  memoryLoad: { name: '网页进程内存：压测中', unit: 'MB', must: 350, aim: 250 },
  memoryWorker: { name: '后台任务进程内存：空闲', unit: 'MB' },
  start: { name: '启动到第一个应答', unit: 's', must: 1.5, aim: 0.8 },
  modules: { name: '生产环境 node_modules', unit: 'MB', must: 200, aim: 120 },
  html: { name: '后台订单列表 HTML 大小', unit: 'KB', must: 100, aim: 60 },
  assets: { name: '后台脚本和样式（压缩后）', unit: 'KB', must: 250, aim: 150 },
}

/** What is to be said about one result: `{ verdict, failed }`. */
export function verdictOf({ line, value, problem }) {
  const { more, must, aim } = BUDGETS[line]
  const within = (bound) => (more ? value >= bound : value <= bound)
  if (problem !== undefined || (must !== undefined && !within(must)))
    return { verdict: '未达标', failed: true }
  if (must === undefined) return { verdict: '', failed: false }
  return { verdict: within(aim) ? '达到目标' : '合格', failed: false }
}

const round = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2))

/** Prints one row per result; answers whether everything that must hold holds. */
export function report(results) {
  const rows = results.map(({ line, value, ours, limit, detail, problem }) => {
    const { name, unit = '', more, must, aim } = BUDGETS[line]
    const { verdict, failed } = verdictOf({ line, value, problem })
    const bound = (number) => (number === undefined ? '' : `${more ? '≥' : '≤'} ${number}`)
    return {
      failed,
      cells: [
        name,
        limit === undefined ? '' : `${round(limit)}/s`,
        ours === undefined ? '' : `${round(ours)}/s`,
        problem ?? `${round(value)} ${more ? '' : unit}${detail ? `（${detail}）` : ''}`.trim(),
        bound(must),
        bound(aim),
        verdict,
      ],
    }
  })
  const head = ['项目', '极限', '本系统', '比值或数值', '必须', '目标', '结论']
  table([{ cells: head }, ...rows])
  return rows.every(({ failed }) => !failed)
}

/** Han characters take two columns. */
const width = (text) => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0)

/** Prints rows `{ cells, failed }` under the first one, which is the head; the last column is the verdict. */
export function table(rows) {
  const widths = rows[0].cells.map((_, place) =>
    Math.max(...rows.map(({ cells }) => width(cells[place])))
  )
  process.stdout.write('\n')
  for (const [index, { cells, failed }] of rows.entries()) {
    const padded = cells.map((cell, place) => cell + ' '.repeat(widths[place] - width(cell)))
    const last = padded.length - 1
    if (index === 0) padded.forEach((cell, place) => (padded[place] = bold(cell)))
    else padded[last] = failed ? red(padded[last]) : green(padded[last])
    process.stdout.write(`${padded.join('  ').trimEnd()}\n`)
  }
}
