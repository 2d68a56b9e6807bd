import type { HttpContext } from '@adonisjs/core/http'
import { invalid } from '#shared/domain_error'
import { readPaging, readText } from '#shared/paging'
import { orderStatus } from '#shared/statuses'
import { DEMO_CHART, DEMO_ROWS } from '#transformers/demo_components'
import { withQuery } from '#transformers/addresses'
import { finish, refusal, renderPage } from '#transformers/console_page'

const HOME = '/merchant/_components'
const PAGE = {
  page: 'merchant/components/index',
  fragments: { list: 'merchant/components/list' },
}
const DRAWER = {
  page: 'merchant/components/drawer_page',
  fragments: { drawer: 'merchant/components/drawer' },
}

/** Every component in its states, with a list that can be filtered: never in production. */
export default class ComponentsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const status = readText(query.status)
    const keyword = readText(query.keyword)
    const known = status === '' || orderStatus.is(status)
    const matches = DEMO_ROWS.filter(
      (row) => row.name.includes(keyword) && (!known || status === '' || row.status === status)
    )
    if (query.sort === '-amount') matches.sort((a, b) => b.amount - a.amount)
    if (query.sort === 'amount') matches.sort((a, b) => a.amount - b.amount)
    const { page: wanted, pageSize } = readPaging(query, { size: 10 })
    const pages = Math.max(1, Math.ceil(matches.length / pageSize))
    const page = Math.min(wanted, pages)
    return renderPage(ctx, PAGE, {
      rows: matches.slice((page - 1) * pageSize, page * pageSize),
      chart: DEMO_CHART,
      total: matches.length,
      page,
      pages,
      pageSize,
      keyword,
      status,
      notice: known ? '' : '筛选条件无效',
      chips: chips(ctx.request.url(true), { keyword, status: known ? status : '' }),
      tabs: [
        { key: '', label: '全部', count: DEMO_ROWS.length, href: HOME },
        ...orderStatus.values.slice(0, 4).map((key) => ({
          key,
          label: orderStatus.label(key),
          count: DEMO_ROWS.filter((row) => row.status === key).length,
          href: withQuery(HOME, { status: key }),
        })),
      ],
    })
  }

  async menu(ctx: HttpContext) {
    return renderPage(ctx, { page: HOME, fragments: { menu: 'merchant/components/menu' } })
  }

  async drawer(ctx: HttpContext) {
    return renderPage(ctx, DRAWER, { typed: {} })
  }

  async store(ctx: HttpContext) {
    const typed = ctx.request.only(['logistics_no', 'company', 'note', 'idempotency_key'])
    try {
      if (!typed.logistics_no) throw invalid('logistics_no', '请输入物流单号')
      finish(ctx, HOME, '发货成功')
    } catch (error) {
      return renderPage(ctx, DRAWER, { typed, ...refusal(error) }, 422)
    }
  }
}

function chips(url: string, { keyword, status }: { keyword: string; status: string }) {
  return [
    ...(keyword ? [{ label: '商品', value: keyword, href: withQuery(url, { keyword: '' }) }] : []),
    ...(orderStatus.is(status)
      ? [{ label: '状态', value: orderStatus.label(status), href: withQuery(url, { status: '' }) }]
      : []),
  ]
}
