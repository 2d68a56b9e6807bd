import type { SettingsReader } from './reader.js'

const HAIER = [
  'HAIER_CLIENT_ID',
  'HAIER_CLIENT_SECRET',
  'HAIER_CUSTOMER_CODE',
  'HAIER_SEND_TO_CODE',
  'HAIER_PASSWORD',
  'HAIER_SELLER_PASSWORD',
] as const

const YLH_TEXTS = [
  'YLH_CLIENT_ID',
  'YLH_CLIENT_SECRET',
  'YLH_USERNAME',
  'YLH_PASSWORD',
  'YLH_CALLBACK_APP_KEY',
  'YLH_SOURCE_SYSTEM',
  'YLH_SHOP_NAME',
] as const

/**
 * Checks the settings of the order platform YLH (production needs all of them) and of Haier's open
 * API (all or none). Rule: docs/rules/settings.md
 */
export function readSuppliers(read: SettingsReader) {
  for (const name of YLH_TEXTS) read.required(name, '')
  const secret = read.required('YLH_CALLBACK_SECRET', '')
  if (read.production && secret && secret.length < 16)
    read.malformed('YLH_CALLBACK_SECRET', '至少需要 16 个字符')

  const https = { https: !read.boolean('YLH_ALLOW_HTTP', false) || read.production }
  for (const name of ['YLH_AUTH_URL', 'YLH_BASE_URL', 'YLH_STOCK_BASE_URL']) {
    if (read.production && !read.has(name)) read.missing(name)
    else read.url(name, '', https)
  }
  read.url('YLH_ORDER_BASE_URL', '', https)
  read.boolean('YLH_AUTO_PUSH', false)

  const given = HAIER.filter((name) => read.has(name))
  if (given.length > 0) {
    for (const name of HAIER) if (!read.has(name)) read.missing(name)
    if (read.production && !read.has('HAIER_BASE_URL')) read.missing('HAIER_BASE_URL')
  }
  read.url('HAIER_BASE_URL', '', { https: true })
  read.url('HAIER_TOKEN_URL', '', { https: true })
  return { haier: { configured: given.length === HAIER.length } }
}
