import type { OwnRow } from './own_rows.js'
import type { Person } from './callers.js'
import type { PublicRow, Shelf } from './shelf.js'

type Status = number
type Exceptions = Partial<Record<'anonymous' | Person['role'], Status>>

/** One route: who is let in, and what a proper request of theirs is answered. */
export interface Line {
  /** `open`: no token is looked at; `visitor`: a token is optional; `shopper`: it is needed */
  to: 'open' | 'visitor' | 'shopper'
  status: Status
  /** callers who are answered otherwise */
  except?: Exceptions
  /** a row of the caller, which the path names */
  own?: OwnRow
  /** a row for everybody, which the path names */
  shown?: PublicRow
  /** callers for whom a foreign row is as good as their own */
  foreign?: Exceptions
  query?: (shelf: Shelf) => string
  body?: (shelf: Shelf, caller: Person | null, own: Record<string, number>) => object
  form?: true
  /** only for somebody who has nothing yet */
  fresh?: true
  /** keys that are secret elsewhere */
  tells?: string[]
}

type How = Omit<Line, 'to' | 'status'>

const open = (status: Status, how: How = {}): Line => ({ to: 'open', status, ...how })
const visitor = (status: Status, how: How = {}): Line => ({ to: 'visitor', status, ...how })
const shopper = (status: Status, how: How = {}): Line => ({ to: 'shopper', status, ...how })

const nobody = { username: 'nobody-of-this-name', password: 'Some-0-password' }
const place = { province: '浙江省', city: '杭州市', district: '临平区', detail: '星河路12号' }
const address = { contact_name: '周小梅', phone: '13757100321', ...place }
const company = { legal_representative: '周', contact_person: '周', contact_phone: '13757100321' }

const line: How['body'] = ({ products }) => ({ product_id: products.plain, quantity: 1 })
const checkout: How['body'] = ({ products }, _caller, own) => ({
  items: [{ product_id: products.plain, quantity: 1 }],
  address_id: own.address,
})
const application: How['body'] = (_shelf, caller) => ({
  ...company,
  company_name: '示例电器',
  business_license: `N${caller?.id}`,
})
const ofBrand: How['query'] = ({ brand }) => `brand=${brand}`
const ofCategory: How['query'] = ({ category }) => `category=${category}`
const chosen: How['query'] = ({ active }) => `product_ids=${active.product}`

/** Staff cannot be certified: 2.2 of the roles. */
const noStaff: Exceptions = { support: 400, admin: 400 }

/** Every route under `/api`. A route that is missing here fails a test. */
export const TABLE: Record<string, Line> = {
  'POST   /api/login': open(200, { body: () => ({ code: 'sbx-access' }) }),
  'POST   /api/token/refresh': open(200, {
    body: (_shelf, caller) => ({ refresh: caller?.refresh ?? 'x' }),
    except: { anonymous: 401 },
  }),
  'POST   /api/password_login': open(401, { body: () => nobody }),
  'POST   /api/admin/login': open(401, { body: () => nobody }),

  'GET    /api/user/profile': shopper(200),
  'PATCH  /api/user/profile': shopper(200, { body: () => ({ email: 'a@example.com' }) }),
  'PUT    /api/user/profile': shopper(200, { body: () => ({ email: 'a@example.com' }) }),
  'GET    /api/user/statistics': shopper(200),

  'GET    /api/addresses': shopper(200),
  'POST   /api/addresses': shopper(201, { body: () => address }),
  'POST   /api/addresses/parse': shopper(200, { body: () => ({ address: '杭州市临平区' }) }),
  'GET    /api/addresses/:id': shopper(200, { own: 'address' }),
  'PATCH  /api/addresses/:id': shopper(200, { own: 'address', body: () => place }),
  'PUT    /api/addresses/:id': shopper(200, { own: 'address', body: () => place }),
  'DELETE /api/addresses/:id': shopper(204, { own: 'address' }),
  'POST   /api/addresses/:id/set_default': shopper(200, { own: 'address' }),

  'GET    /api/company-info': shopper(200, { own: 'company' }),
  'POST   /api/company-info': shopper(201, { body: application, except: noStaff, fresh: true }),
  'PATCH  /api/company-info/:id': shopper(400, { own: 'company', body: () => company }),
  'PUT    /api/company-info/:id': shopper(400, { own: 'company', body: () => company }),
  'POST   /api/company-info/:id/withdraw': shopper(200, {
    own: 'company',
    foreign: { admin: 200 },
  }),

  'GET    /api/notifications': shopper(200),
  'GET    /api/notifications/stats': shopper(200),
  'GET    /api/notifications/subscribe_templates': shopper(200),
  'POST   /api/notifications/mark_all_read': shopper(200),
  'GET    /api/notifications/:id': shopper(200, { own: 'notification' }),
  'POST   /api/notifications/:id/mark_read': shopper(200, { own: 'notification' }),

  'GET    /api/catalog/categories': visitor(200),
  'GET    /api/catalog/categories/:id': visitor(200, { shown: 'category' }),
  'GET    /api/catalog/brands': visitor(200),
  'GET    /api/catalog/brands/:id': visitor(200, { shown: 'brand' }),
  'GET    /api/catalog/products': visitor(200, { query: ofBrand }),
  'GET    /api/catalog/products/:id': visitor(200, { shown: 'product' }),
  'GET    /api/catalog/products/:id/related': visitor(200, { shown: 'product' }),
  'GET    /api/catalog/products/by_category': visitor(200, { query: ofCategory }),
  'GET    /api/catalog/products/by_brand': visitor(200, { query: ofBrand }),
  'GET    /api/catalog/products/recommendations': visitor(200),
  'GET    /api/catalog/products/search_suggestions': visitor(200, { query: () => 'keyword=冰' }),
  'GET    /api/catalog/products/hot_keywords': visitor(200),
  'GET    /api/catalog/search-logs/hot_keywords': visitor(200),
  'GET    /api/catalog/home-banners': visitor(200),
  'GET    /api/catalog/special-zone-covers': visitor(200),
  'GET    /api/catalog/cases': visitor(200),
  'GET    /api/catalog/cases/:id': visitor(200, { shown: 'case' }),

  'GET    /api/catalog/search-logs/my_history': shopper(200),
  'POST   /api/catalog/search-logs/clear_history': shopper(200),
  'DELETE /api/catalog/search-logs/clear_history': shopper(200),
  'GET    /api/catalog/products/with_discounts': shopper(200, { query: chosen }),
  'GET    /api/discounts/query_user_products': shopper(200, { query: chosen }),

  'POST   /api/catalog/media-images': shopper(201, { form: true }),
  'GET    /api/files/*': open(404),

  'GET    /api/cart/my_cart': shopper(200),
  'POST   /api/cart/add_item': shopper(201, { body: line }),
  'POST   /api/cart/update_item': shopper(200, { body: line }),
  'POST   /api/cart/remove_item': shopper(200, { body: line }),
  'POST   /api/cart/clear': shopper(200),

  'POST   /api/orders/create_batch_orders': shopper(201, { body: checkout }),
  'POST   /api/orders/create_order': shopper(201, { body: checkout }),
  'GET    /api/orders/my_orders': shopper(200),
  'GET    /api/orders/:id': shopper(200, { own: 'pending order' }),
  'PATCH  /api/orders/:id/cancel': shopper(200, { own: 'pending order' }),
  'PUT    /api/orders/:id/cancel': shopper(200, { own: 'pending order' }),
  'PATCH  /api/orders/:id/confirm_receipt': shopper(200, { own: 'shipped order' }),
  'PUT    /api/orders/:id/confirm_receipt': shopper(200, { own: 'shipped order' }),

  'GET    /api/payments': shopper(200),
  'POST   /api/payments': shopper(201, {
    body: (_shelf, _caller, own) => ({ order_id: own['pending order'] }),
  }),
  'GET    /api/payments/:id': shopper(200, { own: 'payment' }),
  'POST   /api/payments/:id/start': shopper(200, { own: 'payment', tells: ['prepay_id'] }),
  'POST   /api/payments/:id/sync': shopper(200, { own: 'payment' }),
  'POST   /api/payments/:id/fail': shopper(200, { own: 'payment' }),
  'POST   /api/payments/:id/cancel': shopper(200, { own: 'payment' }),
  'POST   /api/payments/:id/expire': shopper(409, { own: 'payment' }),

  'POST   /api/payments/callback/wechat': open(401),
  'POST   /api/payments/refund-callback/wechat': open(401),
  'POST   /api/payments/callback/:provider': open(400),
  'POST   /api/payments/refund-callback/:provider': open(400),

  'GET    /api/openapi.json': open(200),
  'GET    /api/docs': open(200),
}
