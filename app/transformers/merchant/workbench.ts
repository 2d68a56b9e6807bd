import type { PeriodFigures } from '#insights/queries/sales_figures'
import type { TodoFigures } from '#insights/queries/todo_figures'
import { CHART_DAYS, type Workbench } from '#insights/queries/workbench'
import { Money } from '#shared/money'
import { toShanghaiText } from '#shared/shanghai'
import { orderStatus, type OrderStatus } from '#shared/statuses'
import type { BarChart } from '#transformers/charts'
import { changeOf, pointsOf } from '#transformers/merchant/comparison'
import { ORDERS } from '#transformers/merchant/order_paths'

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']
const ENDED: OrderStatus[] = ['completed', 'refunded', 'cancelled']

/** The workbench as its template prints it. */
export function workbenchView(found: Workbench) {
  const text = toShanghaiText(found.at)
  const weekday = WEEKDAYS[new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay()]
  const clock = text.slice(11, 16)
  return {
    subtitle: `${Number(text.slice(5, 7))} 月 ${Number(text.slice(8, 10))} 日 星期${weekday}，更新于 ${clock}`,
    clock,
    todos: todosOf(found.todos),
    stats: statsOf(found),
    chart: chartOf(found),
    table: {
      head: ['日期', '支付金额（元）', '支付订单', '退款金额（元）', '新增用户', '支付转化'],
      rows: found.days
        .toReversed()
        .map((day) => [
          day.day,
          Money.yuan(day.paid_amount).toGrouped(),
          day.paid_orders,
          Money.yuan(day.refunded_amount).toGrouped(),
          day.new_users,
          percent(day),
        ]),
    },
    groups: groupsOf(found),
  }
}

function todosOf(todo: TodoFigures) {
  return [
    {
      label: '待发货',
      n: todo.to_ship,
      note: '付款后等待发出',
      href: `${ORDERS}?status=paid`,
      symbol: 'truck',
    },
    {
      label: '待发货超 24 小时',
      n: todo.late,
      note: todo.late > 0 ? '请优先处理' : '全部按时',
      tone: 'warn',
      href: `${ORDERS}?waiting_over=24h`,
      symbol: 'clock',
    },
    {
      label: '待支付',
      n: todo.unpaid,
      note: '到期自动取消',
      href: `${ORDERS}?status=pending`,
      symbol: 'credit-card',
    },
    {
      label: '退款失败',
      n: todo.refund_failed,
      note: todo.refund_failed > 0 ? '需人工处理' : '全部正常',
      tone: 'danger',
      href: `${ORDERS}?after_sale=failed`,
      symbol: 'alert-triangle',
    },
    {
      label: '退款处理中',
      n: todo.refund_processing,
      note: '等待微信到账',
      href: `${ORDERS}?after_sale=processing`,
      symbol: 'receipt-refund',
    },
    {
      label: '支付异常',
      n: todo.payment_anomaly,
      note: todo.payment_anomaly > 0 ? '逾期、重复或金额不符' : '全部正常',
      tone: 'danger',
      href: `${ORDERS}?payment_anomaly=1`,
      symbol: 'alert-circle',
    },
    {
      label: '缺货与低库存',
      n: todo.low_stock,
      note: `缺货 ${todo.sold_out}`,
      tone: todo.sold_out > 0 ? 'warn' : undefined,
      href: '/merchant/admin/low-stock',
      symbol: 'building-warehouse',
    },
  ]
}

function statsOf({ today, yesterday, lastWeek, days }: Workbench) {
  const compare = (change: (then: PeriodFigures) => string) => [
    { label: '较昨日', value: change(yesterday) },
    { label: '较上周同日', value: change(lastWeek) },
  ]
  const fen = (text: string) => Money.yuan(text).fen
  const last = days.slice(-14)
  return [
    {
      label: '支付金额',
      value: `¥${Money.yuan(today.paid_amount).toGrouped()}`,
      compare: compare((then) => changeOf(fen(today.paid_amount), fen(then.paid_amount))),
      line: last.map((day) => fen(day.paid_amount)),
    },
    {
      label: '支付订单',
      value: String(today.paid_orders),
      compare: compare((then) => changeOf(today.paid_orders, then.paid_orders)),
      line: last.map((day) => day.paid_orders),
    },
    {
      label: '退款金额',
      value: `¥${Money.yuan(today.refunded_amount).toGrouped()}`,
      compare: compare((then) => changeOf(fen(today.refunded_amount), fen(then.refunded_amount))),
      line: last.map((day) => fen(day.refunded_amount)),
    },
    {
      label: '新增用户',
      value: String(today.new_users),
      compare: compare((then) => changeOf(today.new_users, then.new_users)),
      line: last.map((day) => day.new_users),
    },
    {
      label: '支付转化',
      value: percent(today),
      compare: compare((then) => pointsOf(share(today), share(then))),
      line: last.map((day) => share(day) ?? 0),
    },
  ]
}

function chartOf({ days }: Workbench): BarChart {
  const amounts = days.map((day) => Money.yuan(day.paid_amount))
  const total = Money.sum(amounts)
  const orders = days.reduce((sum, day) => sum + day.paid_orders, 0)
  return {
    summary: `近 ${CHART_DAYS} 天支付金额合计 ¥${total.toGrouped()}，支付订单 ${orders} 单`,
    labels: days.map(({ day }) => day.slice(5)),
    bars: { name: '支付金额', unit: '元', values: amounts.map(({ fen }) => fen / 100) },
    line: { name: '支付订单', unit: '单', values: days.map((day) => day.paid_orders) },
    titles: days.map(
      (day, i) => `${day.day.slice(5)}：¥${amounts[i].toGrouped()}，${day.paid_orders} 单`
    ),
  }
}

function groupsOf({ states, firstDay }: Workbench) {
  const items = (statuses: OrderStatus[]) =>
    statuses.map((status) => ({
      label: orderStatus.label(status),
      color: orderStatus.color(status),
      n: states[status],
      href: `${ORDERS}?status=${status}&created_after=${firstDay}`,
    }))
  const open = orderStatus.values.filter((status) => !ENDED.includes(status))
  return [
    { label: '进行中', items: items(open) },
    { label: '已结束', items: items(ENDED) },
  ]
}

/** Paid among created, or null when nothing was created. */
function share({ created_orders: created, converted_orders: converted }: PeriodFigures) {
  return created === 0 ? null : converted / created
}

function percent(figures: PeriodFigures): string {
  const part = share(figures)
  return part === null ? '-' : `${(part * 100).toFixed(1)}%`
}
