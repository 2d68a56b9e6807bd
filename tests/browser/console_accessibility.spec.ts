import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { accessibilityProblems, complaints, overflow } from '#tests/helpers/console_page'
import { makeStaff, staffSession } from '#tests/helpers/staff'

const PAGES = ['/merchant/login', '/merchant/account', '/merchant/_components', '/merchant/nowhere']
const VIEWS = PAGES.flatMap((path) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    [1440, 390].map((width) => ({ path, theme, width }))
  )
)

test.group('Console | accessibility', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test(
    '{path}, {theme}, {width} px: axe finds nothing, nothing is blocked, nothing scrolls sideways'
  )
    .with(VIEWS)
    .run(async ({ browserContext, assert }, { path, theme, width }) => {
      if (path !== '/merchant/login')
        await browserContext.setSession(staffSession(await makeStaff()))
      const page = await browserContext.newPage()
      const problems = complaints(page)
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`http://${process.env.HOST}:${process.env.PORT}${path}`)
      assert.deepEqual(await accessibilityProblems(page), [])
      assert.deepEqual(problems, [])
      assert.isAtMost(await overflow(page), 0)
    })

  test('the open drawer and the open menu of the phone are accessible, too', async ({
    browserContext,
    visit,
    assert,
  }) => {
    await browserContext.setSession(staffSession(await makeStaff()))
    const page = await visit('/merchant/_components')
    await page.locator('.row-action').first().click()
    await page.getByRole('dialog').waitFor()
    assert.deepEqual(await accessibilityProblems(page), [])
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.getByRole('link', { name: '打开菜单' }).click()
    await page.getByRole('link', { name: '订单管理' }).waitFor()
    assert.deepEqual(await accessibilityProblems(page), [])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: '订单管理' }).waitFor({ state: 'hidden' })
  })
})
