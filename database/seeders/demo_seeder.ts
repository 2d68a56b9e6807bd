import { BaseSeeder } from '@adonisjs/lucid/seeders'
import db from '@adonisjs/lucid/services/db'
import { row } from '#shared/rows'
import { seedBanners } from './demo/banners.js'
import { seedShelves } from './demo/categories.js'
import { seedCustomers } from './demo/customers.js'
import { GOODS } from './demo/goods.js'
import { seedDemoNotifications } from './demo/notifications.js'
import { seedDemoOrders } from './demo/orders.js'
import { Pictures } from './demo/pictures.js'
import { seedProducts } from './demo/products.js'
import { seedSearches } from './demo/searches.js'
import { seedZones } from './demo/zones.js'

export type Report = (line: string) => void

/**
 * A shop one can click through: catalogue with drawn pictures, customers, orders. The same every time.
 * No account gets a password here but the administrator that the environment names.
 */
export default class DemoSeeder extends BaseSeeder {
  /** True while the shop has neither a product nor a user. */
  static async isNeeded(): Promise<boolean> {
    const found = await row<{ used: boolean }>(
      'select exists (select 1 from products) or exists (select 1 from users) as used'
    )
    return found?.used === false
  }

  static async seed(report: Report): Promise<void> {
    const pictures = new Pictures()
    await db.transaction(async (trx) => {
      const shelves = await seedShelves(pictures, trx)
      const products = await seedProducts(GOODS, shelves, pictures, trx)
      report(
        `已写入 ${products.length} 件商品、${shelves.items.size} 个品项、${shelves.brands.size} 个品牌`
      )
      report(`已写入 ${await seedBanners(pictures, trx)} 张轮播图`)
      const { covers, cases } = await seedZones(pictures, trx)
      report(`已写入 ${covers} 张专区封面、${cases} 个案例，共绘制 ${pictures.count} 张图片`)
      report(`已写入 ${await seedCustomers(trx)} 位演示顾客`)
      report(`已写入 ${await seedSearches(trx)} 条搜索记录`)
    })
    await seedDemoOrders(report)
    report(`已写入 ${await seedDemoNotifications(db.connection())} 条消息`)
  }

  async run() {
    if (await DemoSeeder.isNeeded()) await DemoSeeder.seed(() => {})
  }
}

/**
 * The demo's administrator, while there is none and the environment names one: there is no published
 * password, and a seed that was interrupted does not lock anybody out.
 */
export async function ensureAdministrator(report: Report): Promise<void> {
  const { SUPERUSER_USERNAME: username, SUPERUSER_PASSWORD: password } = process.env
  if (!username || !password) return
  const found = await row(`select 1 from users where role = 'admin' limit 1`)
  if (found) return
  const { createSuperuser } = await import('#staff/actions/create_superuser')
  await createSuperuser({ username, email: process.env.SUPERUSER_EMAIL ?? '', password })
  report(`已创建演示管理员 ${username}`)
}
