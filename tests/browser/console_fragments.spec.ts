import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import type { Page, Request } from 'playwright'
import { complaints, focusedId } from '#tests/helpers/console_page'

const LIST = '/merchant/_components'

/** Waits until the list shows so many results. */
const total = (page: Page, n: number) =>
  page.locator('.chips-total', { hasText: `共 ${n} 条` }).waitFor()

function requests(page: Page, method: string): Request[] {
  const seen: Request[] = []
  page.on('request', (request) => {
    if (request.method() === method && request.resourceType() !== 'stylesheet') seen.push(request)
  })
  return seen
}

test.group('Console | parts of a page', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test('Back shows the first state of the list, and forward the next', async ({
    visit,
    assert,
  }) => {
    const page = await visit(LIST)
    const problems = complaints(page)
    await page.locator('#tab-pending').click()
    await total(page, 6)
    assert.include(page.url(), 'status=pending')
    await page.goBack()
    await total(page, 47)
    await page.goForward()
    await total(page, 6)
    assert.deepEqual(problems, [])
  })

  test('only the list is fetched, named in X-Fragment, and empty filters are not in the address', async ({
    visit,
    assert,
  }) => {
    const page = await visit(LIST)
    const gets = requests(page, 'GET')
    await page.getByLabel('商品', { exact: true }).fill('冰箱')
    await page.getByRole('button', { name: '查询' }).click()
    await page.locator('.chip').waitFor()
    assert.lengthOf(gets, 1)
    assert.equal(gets[0].headers()['x-fragment'], 'list')
    assert.equal(decodeURIComponent(new URL(page.url()).search), '?keyword=冰箱')
  })

  test('the focus stays where it was', async ({ visit, assert }) => {
    const page = await visit(LIST)
    await page.locator('#pager-next').focus()
    await page.keyboard.press('Enter')
    await page.getByText('第 2 / 5 页').waitFor()
    assert.equal(await focusedId(page), 'pager-next')
    await page.locator('#sort-amount').press('Enter')
    await page.locator('th[aria-sort=descending]').waitFor()
    assert.equal(await focusedId(page), 'sort-amount')
    await page.getByLabel('商品', { exact: true }).fill('空调')
    await page.getByLabel('商品', { exact: true }).press('Enter')
    const chip = page.locator('.chip')
    await chip.press('Enter')
    await chip.waitFor({ state: 'detached' })
    assert.equal(await focusedId(page), 'list')
  })

  test('a failing answer keeps the form, says so and sends nothing twice', async ({
    visit,
    assert,
  }) => {
    const page = await visit(LIST)
    const posts = requests(page, 'POST')
    await page.route('**/drawer', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 500, body: 'no fragment' })
        : route.fallback()
    )
    await page.locator('.row-action').first().click()
    await page.getByLabel('物流单号').fill('SF1')
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('请求失败，请稍后重试').waitFor()
    assert.lengthOf(posts, 1)
    assert.equal(await page.getByLabel('物流单号').inputValue(), 'SF1')
    assert.isTrue(await page.getByRole('button', { name: '确认发货' }).isEnabled())
  })

  test('a page instead of a fragment is opened, not put into the list', async ({
    visit,
    assert,
  }) => {
    const page = await visit(LIST)
    await page.route('**/_components?status=paid', (route) =>
      route.request().headers()['x-fragment']
        ? route.fulfill({
            status: 200,
            contentType: 'text/html',
            body: '<html><body>x</body></html>',
          })
        : route.fallback()
    )
    await page.locator('#tab-paid').click()
    await page.waitForURL('**/_components?status=paid')
    await total(page, 6)
    assert.equal(await page.locator('#list').count(), 1)
  })

  test('an ended session leads to the sign-in page and back', async ({ visit }) => {
    const page = await visit(LIST)
    await page.route('**/_components?status=paid', (route) => route.fulfill({ status: 401 }))
    await page.locator('#tab-paid').click()
    await page.waitForURL(
      ({ pathname, searchParams }) =>
        pathname === '/merchant/login' && searchParams.get('next') === LIST
    )
  })

  test('two quick clicks: content and address are those of the second', async ({
    visit,
    assert,
  }) => {
    const page = await visit(LIST)
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/_components?status=pending', async (route) => {
      await held
      await route.continue().catch(() => 'the browser gave this request up')
    })
    const givenUp = page.waitForEvent('requestfailed', (one) => one.url().includes('pending'))
    await page.locator('#tab-pending').click()
    await page.locator('#tab-completed').click()
    await givenUp
    await page.locator('#tab-completed[aria-current]').waitFor()
    release()
    await page.locator('.chip', { hasText: '已完成' }).waitFor()
    assert.include(page.url(), 'status=completed')
  })

  test('a refused form stays open at its first wrong field; a good one closes, says so, and the list stays filtered', async ({
    visit,
    assert,
  }) => {
    const page = await visit(`${LIST}?status=paid`)
    const problems = complaints(page)
    const posts = requests(page, 'POST')
    const opener = page.locator('.row-action').first()
    await opener.click()
    await page.getByRole('textbox', { name: '备注' }).fill('先放门口')
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('请输入物流单号').waitFor()
    assert.equal(await focusedId(page), 'field-logistics_no')
    assert.equal(await page.getByRole('textbox', { name: '备注' }).inputValue(), '先放门口')
    await page.getByLabel('物流单号').fill('SF1')
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('发货成功').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await total(page, 6)
    assert.include(page.url(), 'status=paid')
    assert.lengthOf(posts, 2)
    assert.deepEqual(problems, [])
  })

  test('Escape closes the drawer and gives the focus back', async ({ visit, assert }) => {
    const page = await visit(LIST)
    const opener = page.locator('.row-action').first()
    await opener.press('Enter')
    await page.getByRole('dialog').waitFor()
    assert.equal(await focusedId(page), 'field-logistics_no')
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('.row-action:focus').count(), 1)
  })

  test('ticked rows are counted, and a row has a menu of its own', async ({ visit, assert }) => {
    const page = await visit(LIST)
    await page.getByLabel('选择本页').check()
    await page.getByText('10 条已选').waitFor()
    await page.getByRole('button', { name: '取消选择' }).click()
    assert.isFalse(await page.locator('[data-row]').first().isChecked())
    await page
      .getByRole('link', { name: /的更多操作/ })
      .first()
      .click()
    await page.locator('#row-menu').getByText('查看').waitFor()
    assert.equal(await page.locator('#row-menu a:focus', { hasText: '发货' }).count(), 1)
    await page.keyboard.press('Escape')
    await page.locator('#row-menu').waitFor({ state: 'hidden' })
  })

  test('a strict confirmation can be given after the countdown only', async ({ visit, assert }) => {
    const page = await visit(LIST)
    await page.clock.install()
    await page.getByRole('button', { name: '严格确认' }).click()
    const button = page.locator('#confirm-strict .btn-danger')
    assert.isTrue(await button.isDisabled())
    assert.equal(await button.textContent(), '请等待 5 秒')
    await page.clock.runFor(5000)
    assert.equal(await button.textContent(), '确认删除')
    assert.isTrue(await button.isEnabled())
  })
})
