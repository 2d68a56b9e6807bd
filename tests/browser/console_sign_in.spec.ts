import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import limiter from '@adonisjs/limiter/services/main'
import { complaints, focusedId } from '#tests/helpers/console_page'
import { makeStaff, staffSession } from '#tests/helpers/staff'

const PASSWORD = 'right-horse-4711'

test.group('Console | sign-in', (group) => {
  group.each.setup(() => testUtils.db().truncate())
  group.each.setup(() => limiter.clear(['memory']))

  test('by keyboard alone, to the wanted page, and out again', async ({ visit, assert }) => {
    const { username } = await makeStaff({ role: 'support', password: PASSWORD })
    const page = await visit('/merchant/account')
    const problems = complaints(page)
    await page.keyboard.type(username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/merchant/account')
    await page.getByText('登录成功').waitFor()
    await page.getByRole('button', { name: '退出登录' }).press('Enter')
    await page.waitForURL('**/merchant/login')
    await page.getByText('已退出登录').waitFor()
    assert.deepEqual(problems, [])
  })

  test('a wrong password says so, keeps the name and puts the cursor into the password', async ({
    visit,
    assert,
  }) => {
    const { username } = await makeStaff({ password: PASSWORD })
    const page = await visit('/merchant/login')
    await page.getByLabel('用户名').fill(username)
    await page.getByRole('textbox', { name: '密码' }).fill('wrong-wrong-1')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('alert').getByText('用户名或密码错误').waitFor()
    assert.equal(await page.getByLabel('用户名').inputValue(), username)
    assert.equal(await focusedId(page), 'field-password')
  })

  test('the eye shows the password', async ({ visit, assert }) => {
    const page = await visit('/merchant/login')
    const field = page.locator('#field-password')
    await field.fill('abc')
    await page.getByRole('button', { name: '显示密码' }).click()
    assert.equal(await field.getAttribute('type'), 'text')
    await page.getByRole('button', { name: '隐藏密码' }).click()
    assert.equal(await field.getAttribute('type'), 'password')
  })

  test('theme and folded menu are remembered', async ({ browserContext, visit, assert }) => {
    await browserContext.setSession(staffSession(await makeStaff()))
    const page = await visit('/merchant/account')
    const root = page.locator('html')
    assert.equal(await root.getAttribute('data-bs-theme'), 'light')
    await page.getByRole('button', { name: '切换深色或浅色' }).click()
    await page.getByRole('button', { name: '收起菜单' }).click()
    await page.reload()
    assert.equal(await root.getAttribute('data-bs-theme'), 'dark')
    assert.equal(await root.getAttribute('data-fold'), 'yes')
    assert.equal(await page.locator('.toast').count(), 0)
  })

  test('works without scripts', async ({ browser, assert }) => {
    const { username } = await makeStaff({ role: 'support', password: PASSWORD })
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const home = `http://${process.env.HOST}:${process.env.PORT}`
    await page.goto(`${home}/merchant/login?next=/merchant/account`)
    await page.getByLabel('用户名').fill(username)
    await page.locator('#field-password').fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    assert.include(page.url(), '/merchant/account')
    await page.goto(`${home}/merchant/_components`)
    await page.getByRole('textbox', { name: '商品' }).fill('冰箱')
    await page.getByRole('button', { name: '查询' }).click()
    assert.include(decodeURIComponent(page.url()), 'keyword=冰箱')
    await page.getByText('清空筛选').waitFor()
    await page.locator('.row-action').first().click()
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('请输入物流单号').waitFor()
    await page.getByLabel('物流单号').fill('SF1')
    await page.getByRole('button', { name: '确认发货' }).click()
    await page.getByText('发货成功').waitFor()
    await context.close()
  })
})
