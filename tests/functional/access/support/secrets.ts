import type { UserRole } from '#shared/labels'
import { SECRETS } from './shelf.js'

type Viewer = UserRole | 'anonymous'

const ADMIN: Viewer[] = ['admin']
const TRADE: Viewer[] = ['dealer', 'support', 'admin']

/** Keys that only some may find in an answer. */
const KEYS: Record<string, Viewer[]> = {
  dealer_price: TRADE,
  supply_price: ADMIN,
  invoice_price: ADMIN,
  stock_rebate: ADMIN,
  rebate_money: ADMIN,
  ...Object.fromEntries(
    ['password', 'openid', 'session_key', 'token_version', 'token_hash', 'is_superuser']
      .concat(['staff_note', 'internal_note', 'last_error', 'client_ip', 'payer_openid', 'anomaly'])
      .concat(['prepay_id', 'out_trade_no', 'transaction_id', 'transaction', 'user_agent'])
      .concat(['operator_id', 'operator', 'haier_fail_msg', 'sha256', 'uploaded_by_id', 'stack'])
      .map((key) => [key, []])
  ),
}

/** Stored values that only some may find, under whatever key. */
const VALUES: Record<string, Viewer[]> = {
  [SECRETS.dealer]: TRADE,
  [SECRETS.supply]: ADMIN,
  [SECRETS.invoice]: ADMIN,
  [SECRETS.stockRebate]: ADMIN,
  [SECRETS.rebate]: ADMIN,
  [SECRETS.warehouse]: ADMIN,
  [SECRETS.staffNote]: [],
  [SECRETS.error]: [],
  [SECRETS.address]: [],
  $scrypt$: [],
  node_modules: [],
}

/** What this viewer must not have been told. `more` are further values that nobody may see. */
export function told(text: string, viewer: Viewer, more: string[] = []): string[] {
  const keys = Object.entries(KEYS).filter(([key]) => text.includes(`"${key}":`))
  const values = Object.entries(VALUES).filter(([value]) => text.includes(value))
  return [...keys, ...values]
    .filter(([, allowed]) => !allowed.includes(viewer))
    .map(([secret]) => secret)
    .concat(more.filter((value) => text.includes(value)))
}
