import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { shelf, shelvedProduct } from '#tests/helpers/catalogue'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import { databaseLine } from './support/database_line.js'
import { until } from './support/waiting.js'

async function priceAt({ url }: ShopProcess, product: number): Promise<string> {
  const response = await fetch(`${url}/api/catalog/products/${product}/`)
  const { price } = (await response.json()) as { price: string }
  return price
}

const setPrice = (product: number, price: string) =>
  execute(`update products set price = ? where id = ?`, [price, product])

test.group('Answers in the memory of several processes', () => {
  test('every process sees what another one changed', async ({ assert, cleanup }) => {
    const webs = await Promise.all([startProcess('web'), startProcess('web')])
    for (const web of webs) cleanup(() => web.kill('SIGKILL'))
    const product = await shelvedProduct(await shelf(), { price: '100.00' })
    for (const price of ['90.00', '80.00', '70.00']) {
      await Promise.all(webs.map((web) => priceAt(web, product)))
      await setPrice(product, price)
      for (const web of webs) await until(async () => (await priceAt(web, product)) === price)
    }
    assert.deepEqual(await Promise.all(webs.map((web) => priceAt(web, product))), [
      '70.00',
      '70.00',
    ])
  })

  test('a change that came while the {state} line told nothing is seen when it is mended')
    .with([{ state: 'refused' as const }, { state: 'silent' as const }])
    .run(async ({ assert, cleanup }, { state }) => {
      const line = await databaseLine()
      cleanup(() => line.close())
      const web = await startProcess('web', line.environment)
      cleanup(() => web.kill('SIGKILL'))
      const product = await shelvedProduct(await shelf(), { price: '100.00' })
      await until(async () => (await priceAt(web, product)) === '100.00')
      line.set(state)
      await setPrice(product, '60.00')
      line.set('up')
      await until(async () => (await priceAt(web, product).catch(() => '')) === '60.00')
      assert.equal(await priceAt(web, product), '60.00')
    })
})
