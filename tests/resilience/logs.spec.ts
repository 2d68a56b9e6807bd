import { once } from 'node:events'
import { test } from '@japa/runner'
import { execute, row } from '#shared/rows'
import { SANDBOX } from '#shared/settings/demo_values'
import settings from '#start/env'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import { productOnSale, stateOf, type TestProduct } from '#tests/helpers/purchase'
import { control, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { printedBy } from './support/printed.js'
import { until } from './support/waiting.js'

/** What must never be seen in a log, each unlike anything else in this run. */
const PERSON = {
  contact_name: '欧阳测试名',
  phone: '13757100987',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail: '星河路12号3幢201室',
}
const NOTE = '放在门口的鞋柜上'
const REASON = '地址写错了不要了'

type Json = Record<string, any> // answers of the shop are read field by field

/** Sends a request to a process of the shop and gives the answer as JSON. */
function caller({ url }: ShopProcess, token?: string) {
  return async (method: string, path: string, body?: object): Promise<Json> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body && JSON.stringify(body),
    })
    return (await response.json()) as Json
  }
}

async function isOrder(id: number, wanted: string): Promise<boolean> {
  const { status } = await stateOf(id)
  return status === wanted
}

/** One purchase from sign-in to refund, with the mistakes that people and networks make. */
async function purchase(web: ShopProcess, product: TestProduct) {
  const { code } = await control('POST', '/__sandbox/wx/codes', { name: 'wang' })
  const visitor = caller(web)
  const { access, refresh } = await visitor('POST', '/api/login/', { code })
  await visitor('POST', '/api/login/', { code })
  await visitor('POST', '/api/password_login/', {
    username: PERSON.phone,
    password: 'Wrong-8-pass',
  })
  const shopper = caller(web, access)
  await visitor('POST', '/api/token/refresh/', { refresh })
  await shopper('PATCH', '/api/user/profile/', { phone: PERSON.phone })
  await shopper('POST', '/api/addresses/parse/', { address: Object.values(PERSON).join(' ') })
  const { id: addressId } = await shopper('POST', '/api/addresses/', PERSON)
  await shopper('GET', `/api/catalog/products/?search=${encodeURIComponent(PERSON.phone)}`)
  await caller(web, `${access}x`)('GET', `/api/orders/my_orders/?token=${access}`)

  const { order, payment } = await shopper('POST', '/api/orders/create_batch_orders/', {
    items: [{ product_id: product.id, sku_id: product.skuId, quantity: 1 }],
    address_id: addressId,
    note: NOTE,
    payment_method: 'online',
    method: 'wechat',
  })
  const started = await shopper('POST', `/api/payments/${payment.id}/start/`)
  const outTradeNo = `${order.order_number}-1`
  await control('POST', '/__sandbox/faults', {
    system: 'pay',
    times: 1,
    match: { kind: 'notification' },
    action: { signature: 'wrong' },
  })
  const paid = await payAtWechat(outTradeNo)
  const { notification } = paid as { notification: { id: string } }
  await control('POST', `/__sandbox/notifications/${notification.id}/send`)
  return { access, refresh, code, order, started, shopper, outTradeNo }
}

test.group('Logs of a purchase', (group) => {
  usesSandbox(group)

  test('no line holds a secret or a person, and every request has one line that tells about it', async ({
    assert,
    cleanup,
  }) => {
    const environment = { LOG_LEVEL: 'trace', DB_LOG_LEVEL: 'info' }
    const [web, worker] = await Promise.all([
      startProcess('web', environment, 'pipe'),
      startProcess('worker', environment, 'pipe'),
    ])
    cleanup(() => Promise.all([web.kill('SIGKILL'), worker.kill('SIGKILL')]).then(() => {}))
    const printed = printedBy(web, worker)
    const product = await productOnSale()
    const run = await purchase(web, product)
    await until(() => isOrder(run.order.id, 'paid'))

    /** A row that the database refuses, as the worst case of an unexpected error. */
    await execute(`alter table addresses add constraint refuse_all check (detail = '') not valid`)
    const refused = await run.shopper('POST', '/api/addresses/', PERSON)
    await execute(`alter table addresses drop constraint refuse_all`)
    assert.equal(refused.code, 500)

    const { refund_id: refundId } = await run.shopper(
      'PATCH',
      `/api/orders/${run.order.id}/cancel/`,
      { reason: REASON }
    )
    await control('POST', `/__sandbox/pay/refunds/${run.order.order_number}-R${refundId}/settle`, {
      status: 'SUCCESS',
    })
    await until(() => isOrder(run.order.id, 'refunded'))

    const ended = [web, worker].map(({ child }) => once(child, 'close'))
    await Promise.all([web.kill('SIGTERM'), worker.kill('SIGTERM')])
    await Promise.all(ended)
    const lines = printed()

    const user = await row<{ openid: string }>(
      `select u.openid from users u join orders o on o.user_id = u.id where o.id = ?`,
      [run.order.id]
    )
    const trade = await control(`GET`, `/__sandbox/pay/${run.outTradeNo}`)
    const { data: notices } = await control<{ data: Json[] }>('GET', '/__sandbox/notifications')
    const payment = run.started.payment ?? run.started
    const params = JSON.stringify(run.started)
    const forbidden = {
      ...PERSON,
      province: '浙江省杭州市',
      note: NOTE,
      reason: REASON,
      password: 'Wrong-8-pass',
      access: run.access,
      refresh: run.refresh,
      code: run.code,
      openid: user?.openid,
      transaction: trade.transaction_id,
      prepay: /prepay_id=(\w+)/.exec(params)?.[1],
      paySign: /"paySign":"([^"]+)"/.exec(params)?.[1],
      nonceStr: /"nonceStr":"([^"]+)"/.exec(params)?.[1],
      secret: SANDBOX.secret,
      apiKey: SANDBOX.apiV3Key,
      secretKey: settings.secretKey,
      databasePassword: `password":"${settings.database.password}`,
      ciphertext: 'ciphertext',
      pem: 'BEGIN ',
      signatureHeader: 'WECHATPAY2-SHA256-RSA2048 mchid',
    }
    assert.isNotEmpty(notices)
    assert.isDefined(payment)
    for (const [name, value] of Object.entries(forbidden)) {
      assert.isString(value, name)
      const guilty = lines.filter((line) => line.includes(value as string))
      assert.deepEqual(guilty, [], name)
    }

    const told = lines.map((line) => JSON.parse(line) as Json)
    const requests = told.filter(({ msg }) => msg === 'request')
    assert.isAbove(requests.length, 12)
    for (const request of requests) {
      assert.match(request.request_id, /^[\da-f-]{36}$/)
      assert.match(request.route, /^\/|^unknown$/)
      assert.isNumber(request.status)
      assert.isNumber(request.duration_ms)
      assert.property(request, 'user_id')
    }
    const paths = requests.map(({ route, method }) => `${method} ${route}`)
    assert.includeMembers(paths, [
      'POST /api/login',
      'POST /api/orders/create_batch_orders',
      'POST /api/payments/:id/start',
      'POST /api/payments/callback/wechat',
      'PATCH /api/orders/:id/cancel',
      'POST /api/payments/refund-callback/wechat',
    ])
    const error = told.find(({ msg }) => msg === 'unexpected error')
    assert.containSubset(error, { route: '/api/addresses', err: { code: '23514' } })
    assert.include(
      requests.map(({ request_id: id }) => id),
      error?.request_id
    )
  })
})
