import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { forgetFigures } from '#shared/recall'
import { row } from '#shared/rows'
import { accessibilityProblems, complaints, focusedId, overflow } from '#tests/helpers/console_page'
import { makeStaff, staffSession } from '#tests/helpers/staff'
import { madeOrder, madeRefund, ORDERS } from '#tests/helpers/staff_orders'

const VIEWS = ['list', 'empty', 'filtered', 'order', 'refund', 'ship', 'cancel', 'home'].flatMap(
  (page) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      [1440, 390].map((width) => ({ page, theme, width }))
    )
)

const at = (path: string) => `http://${process.env.HOST}:${process.env.PORT}${path}`

test.group('Orders in the browser', (group) => {
  group.each.setup(() => testUtils.db().truncate())
  group.each.setup(() => forgetFigures())

  test('{page}, {theme}, {width} px: axe finds nothing, nothing is blocked or scrolls sideways')
    .with(VIEWS)
    .run(async ({ browserContext, assert }, { page: name, theme, width }) => {
      await browserContext.setSession(staffSession(await makeStaff()))
      const page = await browserContext.newPage()
      const problems = complaints(page)
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      const order = await madeOrder({ paidAgo: 50, source: 'haier' })
      const refunding = await madeOrder({ status: 'refunding' })
      await madeRefund(refunding, { status: 'failed' })
      const paths: Record<string, string> = {
        list: ORDERS,
        empty: `${ORDERS}?city=没有`,
        filtered: `${ORDERS}?status=paid&amount_min=abc&created_after=2025-01-01`,
        order: `${ORDERS}/${order.id}`,
        refund: `${ORDERS}/${refunding.id}`,
        ship: `${ORDERS}/${order.id}/shipment`,
        cancel: `${ORDERS}/${order.id}/cancellation`,
        home: '/merchant/admin',
      }
      await page.goto(at(paths[name]))
      assert.deepEqual(await accessibilityProblems(page), [])
      assert.deepEqual(problems, [])
      assert.isAtMost(await overflow(page), 0)
    })

  test('an order is sent from the list: refused without a number, then done where one stands', async ({
    browserContext,
    assert,
  }) => {
    await browserContext.setSession(staffSession(await makeStaff({ role: 'support' })))
    const order = await madeOrder({ city: '青岛市' })
    await madeOrder({ city: '别处市' })
    const page = await browserContext.newPage()
    const problems = complaints(page)
    await page.goto(at(`${ORDERS}?city=青岛市`))
    await page.getByRole('link', { name: '发货', exact: true }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('备注').fill('请轻放')
    await drawer.getByRole('button', { name: '确认发货' }).click()
    await drawer.getByText('请输入物流单号').waitFor()
    assert.equal(await focusedId(page), 'field-logistics_no')
    assert.equal(await drawer.getByLabel('备注').inputValue(), '请轻放')
    assert.deepEqual(await accessibilityProblems(page), [])
    await drawer.getByLabel('物流单号').fill('SF777')
    await drawer.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('发货成功').waitFor()
    await drawer.waitFor({ state: 'hidden' })
    await page.locator(`#order-${order.id}`).getByText('待收货').waitFor()
    assert.equal(await page.locator('tbody tr').count(), 1)
    assert.include(decodeURIComponent(page.url()), 'city=青岛市')
    assert.deepEqual(problems, [])
  })

  test('a number opens its order beside the list, and the order leads on to its commands', async ({
    browserContext,
    assert,
  }) => {
    await browserContext.setSession(staffSession(await makeStaff()))
    const order = await madeOrder()
    const page = await browserContext.newPage()
    const problems = complaints(page)
    await page.goto(at(ORDERS))
    await page.getByRole('link', { name: order.number, exact: true }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('商品明细').first().waitFor()
    assert.deepEqual(await accessibilityProblems(page), [])
    await drawer.getByRole('link', { name: '取消', exact: true }).click()
    await drawer.getByText('将退款 ¥1,999.00').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    assert.deepEqual(problems, [])
  })

  test('the menu of a row names what is possible and why the rest is not', async ({
    browserContext,
    assert,
  }) => {
    await browserContext.setSession(staffSession(await makeStaff()))
    const order = await madeOrder({ status: 'shipped' })
    const page = await browserContext.newPage()
    await page.goto(at(ORDERS))
    await page.getByRole('link', { name: `${order.number}的更多操作` }).click()
    await page.getByText('订单当前为“待收货”，不能发货').waitFor()
    assert.deepEqual(await accessibilityProblems(page), [])
  })

  test('an unpaid order counts its time down, density and columns are remembered', async ({
    browserContext,
    assert,
  }) => {
    await browserContext.setSession(staffSession(await makeStaff()))
    const order = await madeOrder({ status: 'pending' })
    const page = await browserContext.newPage()
    await page.goto(at(`${ORDERS}/${order.id}`))
    await page.getByText(/剩余 (59|1:00|60):\d\d/).waitFor()
    await page.goto(at(ORDERS))
    await page.getByRole('button', { name: '密度' }).click()
    await page.getByRole('button', { name: '紧凑' }).click()
    await page.getByRole('button', { name: '列设置' }).click()
    await page.getByLabel('海尔订单').uncheck()
    await page.reload()
    assert.equal(await page.locator('html').getAttribute('data-density'), 'compact')
    assert.isFalse(await page.getByRole('columnheader', { name: '海尔订单' }).isVisible())
    assert.isFalse(await page.locator('td.c-supply').isVisible())
  })

  test('without scripts a list is filtered and an order is sent by plain forms', async ({
    browser,
    assert,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const password = crypto.randomUUID()
    const staff = await makeStaff({ password })
    const order = await madeOrder()
    const page = await context.newPage()
    await page.goto(at(`/merchant/login?next=${ORDERS}`))
    await page.getByLabel('用户名').fill(staff.username)
    await page.locator('[name=password]').fill(password)
    await page.locator('main form button:not([type=button])').first().click()
    await page.locator('#filter-order_number').fill(order.number)
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByRole('link', { name: '发货', exact: true }).click()
    await page.getByLabel('物流单号').fill('PLAIN-1')
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('发货成功').waitFor()
    const stored = await row('select status, logistics_no from orders where id = ?', [order.id])
    assert.deepEqual(stored, { status: 'shipped', logistics_no: 'PLAIN-1' })
    await context.close()
  })
})
