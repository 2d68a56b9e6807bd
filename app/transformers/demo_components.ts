import { orderStatus } from '#shared/statuses'

const GOODS = [
  '变频空调 1.5 匹',
  '对开门冰箱 521L',
  '滚筒洗衣机 10kg',
  '燃气热水器 16L',
  '电视 65 英寸 4K',
]

/** Rows of the list on the page of components: the same at every call. */
export const DEMO_ROWS = Array.from({ length: 47 }, (_, i) => ({
  id: i + 1,
  number: String(2026112200000001 + i),
  name: GOODS[i % GOODS.length],
  status: orderStatus.values[i % orderStatus.values.length],
  customer: i % 3 === 0 ? '演示经销商' : `演示客户 ${i + 1}`,
  quantity: (i % 5) + 1,
  amount: ((i * 7919) % 9000) * 100 + 39_900,
  at: new Date(Date.UTC(2026, 10, 22, 1, 41) - i * 1_380_000),
}))

const DAYS = Array.from({ length: 30 }, (_, i) => `11-${String(i + 1).padStart(2, '0')}`)

export const DEMO_CHART = {
  summary: '近 30 天每日支付金额与支付订单数',
  labels: DAYS,
  bars: {
    name: '支付金额',
    unit: '元',
    values: DAYS.map((_, i) => 20_000 + ((i * 7877) % 21_000)),
  },
  line: { name: '支付订单', unit: '单', values: DAYS.map((_, i) => 60 + ((i * 53) % 90)) },
  titles: DAYS.map((day) => day),
}
