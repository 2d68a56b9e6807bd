import type { Flavour } from './client.js'

/** A line of the contract's table of endpoints; `{id}` stands for an id that nobody has. */
export interface Endpoint {
  row: number
  method: string
  path: string
  flavour: Flavour
}

function lines(flavour: Flavour, table: [number, string, string][]): Endpoint[] {
  return table.map(([row, method, path]) => ({
    ...{ row, method, flavour },
    path: path.replace('{id}', '999999999'),
  }))
}

const SIGN_IN = lines('anon', [
  [1, 'POST', '/login/'],
  [2, 'POST', '/token/refresh/'],
  [70, 'POST', '/password_login/'],
  [70, 'POST', '/admin/login/'],
])

/** Read without a token; one that is sent all the same must be valid. */
const PUBLIC = [
  ...lines('anon', [
    [26, 'GET', '/catalog/categories/'],
    [27, 'GET', '/catalog/categories/{id}/'],
    [28, 'GET', '/catalog/brands/'],
    [29, 'GET', '/catalog/brands/{id}/'],
    [36, 'GET', '/catalog/home-banners/'],
    [37, 'GET', '/catalog/special-zone-covers/'],
    [38, 'GET', '/catalog/cases/'],
    [39, 'GET', '/catalog/cases/{id}/'],
  ]),
  ...lines('opt', [
    [30, 'GET', '/catalog/products/'],
    [31, 'GET', '/catalog/products/{id}/'],
    [32, 'GET', '/catalog/products/by_category/'],
    [33, 'GET', '/catalog/products/by_brand/'],
    [34, 'GET', '/catalog/products/recommendations/'],
    [35, 'GET', '/catalog/products/{id}/related/'],
    [71, 'GET', '/catalog/products/search_suggestions/'],
    [72, 'GET', '/catalog/products/hot_keywords/'],
    [73, 'GET', '/catalog/search-logs/hot_keywords/'],
  ]),
]

const OWN = lines('user', [
  [3, 'GET', '/user/profile/'],
  [4, 'PATCH', '/user/profile/'],
  [5, 'GET', '/user/statistics/'],
  [6, 'GET', '/addresses/'],
  [7, 'POST', '/addresses/'],
  [8, 'PATCH', '/addresses/{id}/'],
  [9, 'DELETE', '/addresses/{id}/'],
  [10, 'POST', '/addresses/{id}/set_default/'],
  [11, 'POST', '/addresses/parse/'],
  [12, 'GET', '/company-info/'],
  [13, 'POST', '/company-info/'],
  [14, 'PATCH', '/company-info/{id}/'],
  [15, 'POST', '/company-info/{id}/withdraw/'],
  [21, 'GET', '/notifications/'],
  [22, 'POST', '/notifications/{id}/mark_read/'],
  [23, 'POST', '/notifications/mark_all_read/'],
  [24, 'GET', '/notifications/stats/'],
  [25, 'GET', '/notifications/subscribe_templates/'],
  [40, 'POST', '/catalog/media-images/'],
  [41, 'GET', '/cart/my_cart/'],
  [42, 'POST', '/cart/add_item/'],
  [43, 'POST', '/cart/update_item/'],
  [44, 'POST', '/cart/remove_item/'],
  [45, 'POST', '/cart/clear/'],
  [46, 'POST', '/orders/create_batch_orders/'],
  [47, 'POST', '/orders/create_order/'],
  [48, 'GET', '/orders/my_orders/'],
  [49, 'GET', '/orders/{id}/'],
  [50, 'PATCH', '/orders/{id}/cancel/'],
  [51, 'PATCH', '/orders/{id}/confirm_receipt/'],
  [55, 'GET', '/payments/'],
  [56, 'POST', '/payments/'],
  [57, 'GET', '/payments/{id}/'],
  [58, 'POST', '/payments/{id}/start/'],
  [59, 'POST', '/payments/{id}/sync/'],
  [60, 'POST', '/payments/{id}/fail/'],
  [61, 'POST', '/payments/{id}/cancel/'],
  [62, 'POST', '/payments/{id}/expire/'],
  [74, 'GET', '/catalog/search-logs/my_history/'],
  [75, 'POST', '/catalog/search-logs/clear_history/'],
  [75, 'DELETE', '/catalog/search-logs/clear_history/'],
  [76, 'GET', '/catalog/products/with_discounts/'],
  [77, 'GET', '/discounts/query_user_products/'],
  [79, 'GET', '/notifications/{id}/'],
  [79, 'GET', '/addresses/{id}/'],
])

/**
 * Not offered yet: credit accounts with statements and transactions, invoices and returns, refunds
 * that a customer asks for, the support chat, the supplier's logistics and callback. Each of them
 * answers 404 in the usual envelope, and the screens around them work without. When one comes, its
 * line moves to the lists above, and its screen gets tests of its own.
 */
export const NOT_OFFERED_YET = lines('user', [
  [16, 'GET', '/credit-accounts/my_account/'],
  [17, 'GET', '/account-statements/my_statements/'],
  [18, 'GET', '/account-statements/{id}/'],
  [19, 'POST', '/account-statements/{id}/confirm/'],
  [20, 'GET', '/account-transactions/my_transactions/'],
  [52, 'POST', '/orders/{id}/request_invoice/'],
  [53, 'POST', '/orders/{id}/request_return/'],
  [54, 'PATCH', '/orders/{id}/add_return_tracking/'],
  [63, 'GET', '/refunds/'],
  [64, 'POST', '/refunds/'],
  [65, 'POST', '/refunds/{id}/start/'],
  [66, 'GET', '/invoices/{id}/download/'],
  [67, 'GET', '/support/chat/'],
  [68, 'POST', '/support/chat/'],
  [69, 'POST', '/support/chat/auto-reply/'],
  [78, 'GET', '/orders/{id}/haier_logistics/'],
  [79, 'GET', '/refunds/{id}/'],
  [79, 'GET', '/invoices/'],
  [79, 'GET', '/invoices/{id}/'],
  [82, 'POST', '/haier/ylh/callback/'],
  [83, 'GET', '/support/reply-templates/'],
])

/** Everything that is offered under `/api` and called by somebody with or without a token. */
export const OFFERED = [...SIGN_IN, ...PUBLIC, ...OWN]
export const WITHOUT_TOKEN = PUBLIC
export const WITH_TOKEN = OWN

/**
 * What nobody calls with a token: WeChat's messages (80, 81), the description of the API, pictures by a
 * signed address.
 */
export const ADDED = [
  'GET /openapi.json/',
  'GET /docs/',
  'GET /files/*/',
  'POST /payments/callback/wechat/',
  'POST /payments/refund-callback/wechat/',
  'POST /payments/callback/999999999/',
  'POST /payments/refund-callback/999999999/',
]
