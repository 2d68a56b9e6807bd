import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { productOnSale, stockOf, withoutLimits } from '#tests/helpers/purchase'
import { sandbox, usesSandbox } from '#tests/helpers/sandbox'
import { makeStaff } from '#tests/helpers/staff'
import settings from '#start/env'

const PASSWORD = 'shipping-clerk-2207'

test.group('A purchase, all the way', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('sign in, order, pay on the phone, ship in the console, confirm', async ({
    browserContext,
    assert,
  }) => {
    const product = await productOnSale({ stock: 6, price: '2599.00' })
    const clerk = await makeStaff({ role: 'support', password: PASSWORD })

    const login = await call('POST', '/login/', { body: { code: 'sbx-e2e' } })
    const token = login.access as string
    const address = await call('POST', '/addresses/', {
      token,
      body: {
        contact_name: '周小梅',
        phone: '13757100321',
        province: '浙江省',
        city: '杭州市',
        district: '临平区',
        detail: '东湖街道星河路12号3幢201',
        is_default: true,
      },
    })
    const line = { product_id: product.id, sku_id: product.skuId, quantity: 2 }
    await call('POST', '/cart/add_item/', { token, body: line })
    const { order, payment } = await call('POST', '/orders/create_batch_orders/', {
      token,
      body: { items: [line], address_id: address.id },
    })
    await call('POST', `/payments/${payment.id}/start/`, { token, body: { provider: 'wechat' } })

    const phone = await browserContext.newPage()
    const { url } = await sandbox()
    await phone.goto(`${url}/__sandbox/pay/${order.order_number}-1`)
    await phone.getByRole('button', { name: '支付', exact: true }).click()
    await phone.getByText('支付成功').first().waitFor()
    const paid = await call('POST', `/payments/${payment.id}/sync/`, { token })
    assert.equal(paid.payment.status, 'succeeded')

    const desk = await browserContext.newPage()
    await desk.goto(`http://${settings.host}:${settings.port}/merchant/login`)
    await desk.getByLabel('用户名').fill(clerk.username)
    await desk.getByRole('textbox', { name: '密码' }).fill(PASSWORD)
    await desk.getByRole('button', { name: '登录', exact: true }).click()
    await desk.waitForURL('**/merchant/admin/orders**')
    await desk.getByLabel('订单号', { exact: true }).fill(order.order_number)
    await desk.getByRole('button', { name: '查询' }).click()
    const listed = desk.getByRole('row').filter({ hasText: order.order_number })
    await listed.getByRole('link', { name: '发货' }).click()
    const drawer = desk.getByRole('dialog')
    await drawer.getByLabel('物流单号').fill('SF1400000012345')
    await drawer.getByLabel('物流公司').fill('顺丰速运')
    await drawer.getByRole('button', { name: '确认发货' }).click()
    await desk.getByText('发货成功').waitFor()
    await listed.getByText('待收货').waitFor()

    const confirmed = await call('PATCH', `/orders/${order.id}/confirm_receipt/`, { token })
    assert.include(confirmed, { status: 'completed', actual_amount: '5198.00' })
    assert.equal(confirmed.logistics_info.logistics_no, 'SF1400000012345')
    assert.equal(await stockOf(product), 4)
    assert.deepEqual(await row(`select sales_count from products where id = ?`, [product.id]), {
      sales_count: 2,
    })
  })
})

/** Calls the API as the mini-program does. @throws Error with the envelope when it is refused */
async function call(
  method: string,
  path: string,
  { token, body }: { token?: string; body?: object } = {}
) {
  const response = await fetch(`http://${settings.host}:${settings.port}/api${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body && JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}
