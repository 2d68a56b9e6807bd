import { MAX_COUNTED } from '#orders/queries/staff/list_orders'
import type { OrderListPage } from '#orders/queries/staff/order_list_page'
import { PAYMENT_METHODS, PRODUCT_SOURCES, SUPPLY_STATES } from '#shared/labels'
import { orderStatus } from '#shared/statuses'
import { withQuery } from '#transformers/addresses'
import { ORDERS } from '#transformers/merchant/order_paths'
import { orderRowView } from '#transformers/merchant/order_row'
import type { OrderListInput } from '#validators/merchant/order_list'

const options = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

const WAYS = { wechat: PAYMENT_METHODS.wechat, credit: PAYMENT_METHODS.credit, unknown: '未支付' }
const SOURCES = { local: '本地', haier: PRODUCT_SOURCES.haier.label, mixed: '混合' }
const AFTER_SALES = {
  waiting: '待处理',
  refund: '有退款',
  processing: '退款处理中',
  failed: '退款失败',
}
const SUPPLY = Object.fromEntries(
  Object.entries(SUPPLY_STATES).map(([key, { label }]) => [key, label])
)

/** What the filter form offers. */
export const FILTER_OPTIONS = {
  statuses: orderStatus.values.map((value) => ({ value, label: orderStatus.label(value) })),
  paymentMethods: options(WAYS),
  sources: options(SOURCES),
  supplyStates: options(SUPPLY),
  afterSales: options(AFTER_SALES),
}

const LABELS: Record<string, string> = {
  status: '状态',
  order_number: '订单号',
  username: '用户名',
  product_name: '商品',
  contact_name: '收货人',
  phone: '收货电话',
  logistics_no: '物流单号',
  province: '省',
  city: '市',
  created_after: '创建时间从',
  created_before: '创建时间到',
  amount_min: '实付款从',
  amount_max: '实付款到',
  payment_method: '支付方式',
  source: '商品来源',
  supply_state: '海尔状态',
  after_sale: '售后',
  user_id: '客户编号',
  waiting_over: '待发货超过',
  payment_anomaly: '支付异常',
  sort: '排序',
}

const WORDS: Record<string, Record<string, string>> = {
  payment_method: WAYS,
  source: SOURCES,
  supply_state: SUPPLY,
  after_sale: AFTER_SALES,
  payment_anomaly: { 1: '未处理' },
}

/** Filters that stand behind 更多筛选. */
const MORE = [
  ...['status', 'contact_name', 'phone', 'logistics_no', 'province', 'city', 'amount_min'],
  ...['amount_max', 'source', 'supply_state', 'after_sale', 'user_id'],
]
/** Filters without a field: they come from a link and are kept while the form is used. */
const KEPT = ['sort', 'waiting_over', 'payment_anomaly']

/** The order list as its template prints it. `url` is the present address. */
export function orderListView(url: string, input: OrderListInput, found: OrderListPage) {
  const query = withQuery(url, { page: '', page_size: '' }).split('?')[1] ?? ''
  const { typed, statuses, invalid } = input
  const chips = chipsOf(url, input)
  return {
    rows: found.rows.map((order) => orderRowView(order, query)),
    tabs: tabsOf(found),
    tab: currentTab(input),
    options: FILTER_OPTIONS,
    values: typed,
    statuses,
    invalid: Object.fromEntries(invalid.map((name) => [name, true])),
    notice: noticeOf(invalid, found),
    chips,
    filtered: chips.length > 0,
    moreCount: MORE.filter((name) => typed[name] || (name === 'status' && statuses.length > 1))
      .length,
    keep: KEPT.flatMap((name) => (typed[name] ? [{ name, value: typed[name] }] : [])),
    total: found.total,
    page: found.page,
    pages: found.pages,
  }
}

function tabsOf({ tabs }: OrderListPage) {
  return [
    { key: '', label: '全部', count: tabs.all, href: ORDERS },
    ...orderStatus.values
      .toSorted((a, b) => Number(a === 'cancelled') - Number(b === 'cancelled'))
      .map((key) => ({
        key,
        label: orderStatus.label(key),
        count: tabs[key],
        href: `${ORDERS}?status=${key}`,
      })),
    {
      key: 'after_sale',
      label: '待处理售后',
      count: tabs.after_sale,
      href: `${ORDERS}?after_sale=waiting`,
    },
  ]
}

function currentTab({ filters }: OrderListInput): string {
  if (filters.statuses.length > 1) return 'several'
  if (filters.statuses.length === 1) return filters.statuses[0]
  return filters.afterSale === 'waiting' ? 'after_sale' : ''
}

/** One chip per filter that is in force; wrong values are not. */
function chipsOf(url: string, { typed, statuses, invalid }: OrderListInput) {
  const chips = Object.keys(LABELS).flatMap((name) =>
    typed[name] && name !== 'sort' && !invalid.includes(name)
      ? [
          {
            label: LABELS[name],
            value: WORDS[name]?.[typed[name]] ?? typed[name].replace(/^(\d+)h$/, '$1 小时'),
            href: withQuery(url, { [name]: '' }),
          },
        ]
      : []
  )
  const known = statuses.filter((status) => orderStatus.is(status))
  if (known.length === 0) return chips
  const value = known
    .map((status) => orderStatus.is(status) && orderStatus.label(status))
    .join('、')
  return [{ label: LABELS.status, value, href: withQuery(url, { status: '' }) }, ...chips]
}

function noticeOf(invalid: string[], { beyond, total, pages }: OrderListPage): string {
  if (invalid.length > 0)
    return `筛选条件无效，已忽略：${invalid.map((name) => LABELS[name]).join('、')}`
  return beyond && pages > 1 && total > MAX_COUNTED
    ? '列表最多显示到这一页，请用筛选条件缩小范围'
    : ''
}
