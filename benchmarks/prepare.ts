/**
 * Fills an empty database for the measurements and writes what the load must know to `BENCH_FACTS`:
 * categories, products, keywords, shoppers with tokens, and a member of staff. Runs from source.
 * `BENCH_PRODUCTS` and `BENCH_ORDERS` say how many.
 */
import { writeFileSync } from 'node:fs'
import { withApplication } from './application.js'
import { catalogueFacts } from './catalogue_facts.js'

const SHOPPERS = 16
const STAFF = { username: 'bench-admin', password: process.env.BENCH_PASSWORD ?? '' }
const size = {
  products: Number(process.env.BENCH_PRODUCTS ?? 10_000),
  categories: 100,
  orders: Number(process.env.BENCH_ORDERS ?? 100_000),
}

await withApplication(prepare)

async function prepare() {
  const { migrate } = await import('#database/migrate')
  const { installQueues } = await import('#jobs/queues')
  const { seedBulkCatalogue } = await import('#database/seeders/bulk_catalogue')
  const { seedBulkOrders } = await import('#database/seeders/bulk_orders')
  const { createSuperuser } = await import('#staff/actions/create_superuser')
  const { writePublicContent } = await import('./public_content.js')
  await migrate()
  await installQueues()
  await seedBulkCatalogue(size)
  await seedBulkOrders({ count: size.orders, users: 5_000 })
  await writePublicContent()
  await createSuperuser({ ...STAFF, email: 'bench@example.com' })
  const facts = {
    staff: STAFF,
    ...(await catalogueFacts()),
    products: await productsToOrder(),
    shoppers: await shoppers(),
  }
  writeFileSync(process.env.BENCH_FACTS ?? '', JSON.stringify(facts), { mode: 0o600 })
}

/** A few products without SKUs that never run out. */
async function productsToOrder(): Promise<number[]> {
  const { rows } = await import('#shared/rows')
  const found = await rows<{ id: number }>(
    `update products set stock = 1000000 where id in (select p.id from products p
       where p.is_active and p.source = 'local'
         and not exists (select from product_skus s where s.product_id = p.id)
       order by p.id limit ?)
     returning id`,
    [SHOPPERS + 2]
  )
  return found.map(({ id }) => id)
}

async function shoppers() {
  const { issueTokens } = await import('#customers/actions/issue_tokens')
  const { row } = await import('#shared/rows')
  const made = []
  for (let place = 1; place <= SHOPPERS; place++) {
    const openid = `bench-openid-${String(place).padStart(4, '0')}`
    const shopper = await row<{ id: number; address_id: number }>(
      `with shopper as (
         insert into users (openid, username) values (?, ?) returning id
       )
       insert into addresses (user_id, contact_name, phone, province, city, district, detail)
       select id, '演示买家', '13800000000', '山东省', '青岛市', '崂山区', '海尔路 1 号' from shopper
       returning user_id as id, id as address_id`,
      [openid, `测试买家${place}`]
    )
    if (!shopper) throw new Error('the shopper was not created')
    const { access } = await issueTokens(
      { id: shopper.id, tokenVersion: 0 },
      { ip: '127.0.0.1', userAgent: 'bench' }
    )
    made.push({ id: shopper.id, openid, addressId: shopper.address_id, token: access })
  }
  return made
}
