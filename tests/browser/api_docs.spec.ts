import { test } from '@japa/runner'
import { complaints, overflow } from '#tests/helpers/console_page'

test.group('The reader of the API document', () => {
  test('shows every group and one endpoint, with files of this site alone', async ({
    visit,
    assert,
  }) => {
    const page = await visit('/api/docs')
    const problems = complaints(page)
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).hostname))
    await page.reload()
    await page.getByRole('heading', { name: '家电商城接口' }).waitFor()
    await page.getByText('品牌列表').click()
    await page.getByText('一页品牌').waitFor()
    assert.deepEqual([...hosts], ['127.0.0.1'])
    assert.deepEqual(problems, [])
  })

  test('asks an endpoint and shows what it answered', async ({ visit, assert }) => {
    const page = await visit('/api/docs')
    const problems = complaints(page)
    await page.getByText('品牌列表').click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
    await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor()
    assert.deepEqual(problems, [])
  })

  test('fits a phone', async ({ visit, assert }) => {
    const page = await visit('/api/docs')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.getByText('新增收货地址').click()
    await page.getByText('新的收货地址').waitFor()
    assert.isAtMost(await overflow(page), 0)
  })
})
