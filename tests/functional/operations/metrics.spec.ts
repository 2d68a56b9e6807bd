import { test } from '@japa/runner'
import { raw, statusOf } from '#tests/functional/foundation/raw_request'
import { withSettings } from '#tests/functional/foundation/settings'
import { readFigures } from '#tests/helpers/figures'

async function scraped() {
  const { text } = await raw('GET', '/metrics')
  return { ...readFigures(text), text }
}

/** How many answers were counted under these labels. */
async function counted(method: string, route: string, status: string): Promise<number> {
  const { values } = await scraped()
  const labels = `method="${method}",route="${route}",status="${status}"`
  return values.get(`shop_http_request_duration_seconds_count{${labels}}`) ?? 0
}

test.group('Figures', () => {
  test('a scraper reads the process, the pool, the shop and the release', async ({ assert }) => {
    await raw('GET', '/healthz')
    const { status, headers, text } = await raw('GET', '/metrics')
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
    assert.equal(headers['cache-control'], 'no-store')
    const { names, values } = readFigures(text)
    assert.includeMembers(
      [...names],
      [
        ...['process_cpu_seconds_total', 'process_resident_memory_bytes'],
        ...['nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes'],
        ...['shop_http_request_duration_seconds', 'shop_http_requests_in_flight'],
        ...['shop_database_up', 'shop_database_pool_connections', 'shop_database_pool_waiting'],
        ...['shop_queue_jobs', 'shop_queue_oldest_due_seconds', 'shop_queue_dead_letters'],
        ...['shop_orders', 'shop_payments', 'shop_refunds', 'shop_payment_anomalies'],
        ...['shop_inbox_messages', 'shop_notifications_waiting', 'shop_workers'],
        ...['shop_breaker_state', 'shop_provider_configured'],
        ...['shop_answer_cache_requests_total', 'shop_answer_cache_bytes', 'shop_build_info'],
      ]
    )
    assert.equal(values.get('shop_database_up'), 1)
    for (const source of ['queue', 'waiting', 'orders', 'payments', 'refunds'])
      assert.equal(values.get(`shop_figures_collected{source="${source}"}`), 1, source)
    assert.isAbove(values.get('shop_database_pool_size') ?? 0, 1)
    assert.match(text, /shop_build_info\{version="\d+\.\d+\.\d+",node="v24\./)
  })

  test('answers are counted by the pattern of their route, an address is never told', async ({
    assert,
  }) => {
    const before = await counted('GET', '/api/catalog/products/:id', '404')
    const strange = await counted('GET', 'unmatched', '404')
    for (const id of ['918273645', '918273646'])
      assert.equal(await statusOf(raw('GET', `/api/catalog/products/${id}/?phone=1375710`)), 404)
    for (const path of ['/nobody/knows-918273647', '/api/nothing-918273648'])
      assert.equal(await statusOf(raw('GET', path)), 404)
    assert.equal(await counted('GET', '/api/catalog/products/:id', '404'), before + 2)
    assert.equal(await counted('GET', 'unmatched', '404'), strange + 2)
    const { text } = await scraped()
    assert.notMatch(text, /9182736|1375710|knows/)
  })

  test('methods that the shop does not speak share one label', async ({ assert }) => {
    const before = await counted('OTHER', 'unmatched', '404')
    for (const method of ['PROPFIND', 'MKCOL', 'PURGE'])
      assert.equal(await statusOf(raw(method, '/nothing')), 404)
    assert.equal(await counted('OTHER', 'unmatched', '404'), before + 3)
  })

  test('for whom a proxy asks there is no such address', async ({ assert }) => {
    const unknown = await raw('GET', '/nothing')
    for (const headers of [
      { 'x-forwarded-for': '10.0.0.9' },
      { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
      { 'x-real-ip': '10.0.0.9' },
    ]) {
      const answer = await raw('GET', '/metrics', { headers })
      assert.equal(answer.status, 404)
      assert.equal(answer.text.length, unknown.text.length)
      assert.notInclude(answer.text, 'shop_')
    }
  })

  test('a scraper calls the process by any name and without TLS, others do not', async ({
    assert,
    cleanup,
  }) => {
    cleanup(withSettings({ allowedHosts: ['shop.example.com'], sslRedirect: true }))
    const host = 'backend:8000'
    const ask = (headers: object) => raw('GET', '/metrics', { headers: { host, ...headers } })
    assert.equal(await statusOf(ask({})), 200)
    assert.equal(await statusOf(ask({ 'x-forwarded-for': '198.51.100.7' })), 400)
    assert.equal(
      await statusOf(ask({ 'x-forwarded-for': '198.51.100.7', 'host': 'shop.example.com' })),
      308
    )
  })
})
