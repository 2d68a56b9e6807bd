/** How a payment stands on the side of WeChat Pay; `REFUND` is derived, see wechat_pay/trades.ts. */
export type TradeState = 'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'CLOSED' | 'PAYERROR'

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'

/** One payment order. Amounts are fen, moments are epoch milliseconds on the sandbox clock. */
export interface Trade {
  out_trade_no: string
  openid: string
  description: string
  attach: string | null
  notify_url: string
  total: number
  payer_total: number
  /** The parameters of the first prepay in one canonical text: a repeat must be identical. */
  parameters: string
  prepay_id: string
  prepay_expires_at: number
  time_expire: number
  created_at: number
  state: TradeState
  transaction_id: string | null
  paid_at: number | null
  events: { at: number; text: string }[]
}

/** One refund. Amounts are fen. */
export interface Refund {
  out_refund_no: string
  refund_id: string
  out_trade_no: string
  transaction_id: string
  reason: string | null
  notify_url: string | null
  total: number
  payer_total: number
  refund: number
  payer_refund: number
  status: RefundStatus
  created_at: number
  success_at: number | null
  /** When it settles by itself as SUCCESS; null = only by hand. */
  settle_at: number | null
}

export type NoticeState = 'waiting' | 'held' | 'delivered' | 'given_up' | 'lost'

/** One notification to the shop: the body stays the same through all tries, the signature does not. */
export interface Notice {
  id: string
  event_type: string
  /** The out_trade_no or out_refund_no it tells about. */
  subject: string
  url: string
  body: string
  state: NoticeState
  /** How often the schedule has come round; copies made by a fault count as one round. */
  rounds: number
  copies: { times: number; parallel: boolean }
  /** The faults that shaped it, by id. */
  faults: number[]
  tries: { at: string; status: number | null; error: string | null }[]
  next_at: number | null
}

export interface AccessToken {
  token: string
  issued_at: number
  expires_at: number
}

/** A subscribe message that reached a phone. */
export interface SentMessage {
  msgid: string
  at: string
  openid: string
  template_id: string
  page: string
  miniprogram_state: string
  data: Record<string, string>
}

export interface Settings {
  /** Which key signs notifications; `mixed` alternates, as during a real switch. */
  notify_key: 'public_key' | 'certificate' | 'mixed'
  /** Seconds after which a refund settles by itself; null = only by hand. */
  refund_settle_seconds: number | null
  /** `gone` answers as WeChat does to merchants that have a public key only. */
  certificates: 'available' | 'gone'
}

export interface State {
  clock: { offset: number; frozen_at: number | null; wire: 'real' | 'follow' }
  counters: Record<string, number>
  settings: Settings
  /** What the merchant account holds, in fen; null = enough for everything. */
  balance: number | null
  login_codes: Record<string, { issued_at: number; used: boolean }>
  busy_codes: string[]
  stable_tokens: AccessToken[]
  classic_token: AccessToken | null
  forced_refreshes: number[]
  /** Templates that tests made, beside the fixed ones: their fields by id. */
  templates: Record<string, string[]>
  /** How many messages a person still accepts, by `<openid> <template id>`. */
  subscriptions: Record<string, number>
  messages: SentMessage[]
  trades: Record<string, Trade>
  refunds: Record<string, Refund>
  notices: Notice[]
}

/** The seed: an empty world with a clock that runs with the machine. */
export function seedState(settings: Partial<Settings> = {}): State {
  return {
    clock: { offset: 0, frozen_at: null, wire: 'real' },
    counters: {},
    settings: {
      notify_key: 'public_key',
      refund_settle_seconds: 5,
      certificates: 'available',
      ...settings,
    },
    balance: null,
    login_codes: {},
    busy_codes: [],
    stable_tokens: [],
    classic_token: null,
    forced_refreshes: [],
    templates: {},
    subscriptions: {},
    messages: [],
    trades: {},
    refunds: {},
    notices: [],
  }
}
