import { execute } from '#shared/rows'
import { insertRow, shelf as newShelf, shelvedProduct, skuOf } from '#tests/helpers/catalogue'

/** Values that are stored and that hardly anybody may see, each unlike anything else. */
export const SECRETS = {
  dealer: '77123.45',
  supply: '66123.46',
  invoice: '55123.47',
  stockRebate: '44123.48',
  rebate: '33123.49',
  warehouse: 'WH-SECRET-7',
  staffNote: '只给员工看的备注',
  error: 'inner-error-detail',
  address: '198.51.100.77',
}

/** What is for everybody, and beside each row one that is switched off. */
export interface Shelf {
  brand: string
  category: string
  active: Record<PublicRow, number>
  inactive: Partial<Record<PublicRow, number>>
  products: { plain: number; supplied: number }
}

export type PublicRow = 'product' | 'brand' | 'category' | 'case'

/** To be made in a transaction that a test rolls back. A shelf with things on sale, switched-off ones, and a product that carries every secret. */
export async function stockedShelf(): Promise<Shelf> {
  const place = await newShelf()
  const picture = await insertRow('media_images', {
    ...{ file: `images/${place.brand}.webp`, content_type: 'image/webp', size: 1 },
    ...{ sha256: 'a'.repeat(64), width: 1, height: 1 },
  })
  const zones = { show_in_gift_zone: true, show_in_designer_zone: true }
  const secrets = {
    ...{ dealer_price: SECRETS.dealer, supply_price: SECRETS.supply, market_price: '99.00' },
    ...{ invoice_price: SECRETS.invoice, stock_rebate: SECRETS.stockRebate },
    ...{ rebate_money: SECRETS.rebate, warehouse_code: SECRETS.warehouse, warehouse_grade: '1' },
  }
  const plain = await shelvedProduct(place, { stock: 1000, ...secrets, ...zones })
  const supplied = await shelvedProduct(place, {
    ...{ source: 'haier', product_code: place.brand.slice(0, 50), ...secrets, ...zones },
  })
  await skuOf(supplied, { specs: '{"颜色":"灰"}' })
  const off = { is_active: false }
  const shown = { image_id: picture, title: place.brand }
  await insertRow('home_banners', { ...shown, product_id: supplied })
  await insertRow('home_banners', { ...shown, ...off })
  await execute('delete from special_zone_covers')
  await insertRow('special_zone_covers', { image_id: picture, type: 'gift' })
  await insertRow('special_zone_covers', { image_id: picture, type: 'designer', ...off })
  const furnished = { cover_image_id: picture, title: place.brand }
  return {
    brand: place.brand,
    category: place.category,
    products: { plain, supplied },
    active: {
      product: supplied,
      brand: place.brandId,
      category: place.categoryId,
      case: await insertRow('cases', furnished),
    },
    inactive: {
      product: await shelvedProduct(place, { ...off, ...zones, stock: 10 }),
      brand: await insertRow('brands', { name: `${place.brand} alt`, ...off }),
      case: await insertRow('cases', { ...furnished, ...off }),
    },
  }
}
