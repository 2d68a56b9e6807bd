import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { launchBrowser } from '#tests/helpers/browser'
import { complaints, overflow } from '#tests/helpers/console_page'
import { makeStaff } from '#tests/helpers/staff'
import { madeOrder } from '#tests/helpers/staff_orders'
import { usesShop } from './support/nginx_shop.js'
import { makeCertificate } from './support/nginx_tls.js'

const PASSWORD = 'right-horse-4711'
const WIDTHS = [{ width: 1440 }, { width: 390 }]

test.group('nginx | console in the browser', (group) => {
  const shop = usesShop(group, {
    file: 'nginx.tls.conf',
    environment: { SECURE_SSL_REDIRECT: 'true' },
    worker: true,
    prepare: makeCertificate,
  })
  let browser: Browser
  group.setup(async () => {
    browser = await launchBrowser()
    return () => browser.close()
  })

  test('{width} wide: signing in over TLS leads to a list, and nothing complains')
    .with(WIDTHS)
    .run(async ({ assert, cleanup }, { width }) => {
      const { username } = await makeStaff({ password: PASSWORD })
      const order = await madeOrder()
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        ignoreHTTPSErrors: true,
      })
      cleanup(() => context.close())
      const page = await context.newPage()
      const problems = complaints(page)
      const files: string[] = []
      page.on('response', (answer) => {
        const { pathname } = new URL(answer.url())
        if (pathname.startsWith('/static/'))
          files.push(`${answer.status()} ${answer.headers()['cache-control']}`)
      })
      const home = `https://127.0.0.1:${shop.nginx.tlsPort}`
      await page.goto(`${home}/merchant/login?next=/merchant/admin/orders`)
      assert.equal(await overflow(page), 0)
      await page.getByLabel('用户名').fill(username)
      await page.getByRole('textbox', { name: '密码' }).fill(PASSWORD)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.waitForURL('**/merchant/admin/orders')
      await page.getByText(order.number).first().waitFor()
      assert.equal(await overflow(page), 0)
      assert.deepEqual(problems, [])
      assert.isAbove(files.length, 1)
      assert.deepEqual([...new Set(files)], ['200 public, max-age=31536000, immutable'])
      const cookies = await context.cookies()
      assert.isTrue(cookies.find(({ name }) => name === 'merchant_session')?.secure)
    })

  test('{width} wide: the page of a refusal is Chinese and fits')
    .with(WIDTHS)
    .run(async ({ assert, cleanup }, { width }) => {
      const context = await browser.newContext({
        viewport: { width, height: 700 },
        ignoreHTTPSErrors: true,
      })
      cleanup(() => context.close())
      const page = await context.newPage()
      const problems = complaints(page)
      const answer = await page.goto(`https://127.0.0.1:${shop.nginx.tlsPort}/somewhere`)
      assert.equal(answer?.status(), 404)
      assert.equal(await page.getByRole('heading').textContent(), '页面不存在')
      assert.equal(await overflow(page), 0)
      assert.deepEqual(problems, [])
      await page.getByRole('link', { name: '回到首页' }).click()
      await page.waitForURL('**/merchant/login')
    })
})
