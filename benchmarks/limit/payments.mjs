import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { request } from '../load.mjs'
import { instant, statement, transaction } from './database.mjs'

const { merchant, payPort } = JSON.parse(readFileSync(process.env.BENCH_RUN, 'utf8'))
const ours = createPrivateKey(readFileSync(merchant.merchant.privateKey))
const theirs = createPublicKey(readFileSync(merchant.wechat.publicKey))
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })

const signed = (text) => sign('RSA-SHA256', Buffer.from(text), ours).toString('base64')
const nonceOf = () => randomBytes(16).toString('hex')
const seconds = () => String(Math.floor(Date.now() / 1000))

function vouchedFor(headers, body) {
  const timestamp = headers['wechatpay-timestamp']
  const text = `${timestamp}\n${headers['wechatpay-nonce']}\n${body}\n`
  const signature = Buffer.from(headers['wechatpay-signature'] ?? '', 'base64')
  return (
    headers['wechatpay-serial'] === merchant.publicKeyId &&
    Math.abs(Date.now() / 1000 - timestamp) <= 300 &&
    verify('RSA-SHA256', Buffer.from(text), theirs, signature)
  )
}

const PAYMENT = `p.id, p.order_id, p.amount, p.method, p.status, ${instant('p.created_at')} as created_at,
  ${instant('p.updated_at')} as updated_at, ${instant('p.expires_at')} as expires_at`

const ask = statement(
  'ask',
  `update payments p set prepay_at = now(), prepay_id = null, client_ip = '127.0.0.1',
     payer_openid = u.openid, next_query_at = now() + interval '30 seconds', query_count = 0,
     updated_at = now()
   from orders o join users u on u.id = o.user_id
   where p.id = $1 and o.id = p.order_id and o.user_id = $2 and o.status = 'pending'
     and p.status in ('init', 'processing') and p.expires_at > now()
   returning p.out_trade_no, p.amount, p.expires_at, o.order_number, u.openid`
)
const started = statement(
  'started',
  `with p as (
     update payments set status = 'processing', prepay_id = $2, updated_at = now()
     where id = $1 and status in ('init', 'processing') returning *
   ), event as (
     insert into payment_events (payment_id, event) select id, 'start' from p returning t, event
   )
   select ${PAYMENT}, (select ${instant('t')} from event) as at,
     (select json_agg(json_build_object('t', ${instant('e.t')}, 'event', e.event) order by e.id)
       from payment_events e where e.payment_id = p.id) as logs from p`
)

/** A payment as the shop answers it. */
export function paymentOf({ order_id: order, id, amount, method, status, ...row }) {
  const { created_at, updated_at, expires_at, logs } = row
  return { id, order, amount, method, status, created_at, updated_at, expires_at, logs }
}

/** Prepay at WeChat, signed and verified, and the parameters for the phone. */
export async function startPayment({ id, user }) {
  const [payment] = await ask([id, user.id])
  if (!payment) return null
  const total = Math.round(Number(payment.amount) * 100)
  const body = JSON.stringify({
    appid: merchant.appid,
    mchid: merchant.merchantId,
    description: `商城订单 ${payment.order_number}`,
    out_trade_no: payment.out_trade_no,
    time_expire: payment.expires_at.toISOString(),
    attach: JSON.stringify({ v: 1, pid: String(id) }),
    notify_url: 'https://shop.example.com/api/payments/callback/wechat/',
    amount: { total, currency: 'CNY' },
    payer: { openid: payment.openid },
    scene_info: { payer_client_ip: '127.0.0.1' },
  })
  const prepayId = await prepay(body)
  const [row] = await started([id, prepayId])
  const logs = [...(row.logs ?? []), { t: row.at, event: 'start' }]
  return {
    payment: paymentOf({ ...row, logs }),
    pay_params: { ...parameters(prepayId), ...legacy(payment, id, total, prepayId) },
  }
}

async function prepay(body) {
  const path = '/v3/pay/transactions/jsapi'
  const [timestamp, nonce] = [seconds(), nonceOf()]
  const signature = signed(`POST\n${path}\n${timestamp}\n${nonce}\n${body}\n`)
  const authorization =
    `WECHATPAY2-SHA256-RSA2048 mchid="${merchant.merchantId}",nonce_str="${nonce}",` +
    `timestamp="${timestamp}",serial_no="${merchant.merchantSerial}",signature="${signature}"`
  const headers = { authorization, 'content-type': 'application/json' }
  const answer = await request({ agent, port: payPort, method: 'POST', path, headers, body })
  if (answer.status !== 200 || !vouchedFor(answer.headers, answer.body.toString()))
    throw new Error('prepay was refused')
  return JSON.parse(answer.body).prepay_id
}

function parameters(prepayId) {
  const [timeStamp, nonceStr, packageText] = [seconds(), nonceOf(), `prepay_id=${prepayId}`]
  return {
    appId: merchant.appid,
    timeStamp,
    nonceStr,
    package: packageText,
    signType: 'RSA',
    paySign: signed(`${merchant.appid}\n${timeStamp}\n${nonceStr}\n${packageText}\n`),
  }
}

function legacy(payment, id, total, prepayId) {
  return {
    prepay_id: prepayId,
    mchId: merchant.merchantId,
    mch_id: merchant.merchantId,
    total,
    total_fee: total,
    amount: payment.amount,
    payment_id: id,
    order_number: payment.order_number,
  }
}

const receive = statement(
  'receive',
  `insert into integration_inbox (channel, message_key, raw_body, headers, verified)
   values ('wechat_pay', $1, $2, jsonb_build_object('serial', $3::text), true)
   on conflict (channel, message_key) do nothing returning id`
)
const lock = statement(
  'lock',
  `select p.id, p.amount, p.status, o.id as order_id, o.order_number, o.user_id, o.actual_amount,
     o.status as order_status
   from orders o join payments p on p.order_id = o.id where p.out_trade_no = $1 for update of o, p`
)
const pay = statement(
  'pay',
  `with paid as (
     update payments set status = 'succeeded', transaction_id = $2, paid_at = $3::timestamptz,
       payer_openid = $4, next_query_at = null, updated_at = now() where id = $1 returning order_id
   ), event as (
     insert into payment_events (payment_id, event, data)
     values ($1, 'succeeded', '{"trade_state":"SUCCESS"}')
   ), changed as (
     update orders set status = 'paid', paid_at = $3::timestamptz, updated_at = now()
     where id = $5 returning id
   ), history as (
     insert into order_status_histories (order_id, from_status, to_status, note)
     select id, 'pending', 'paid', '微信支付成功' from changed
   ), audited as (
     insert into audit_logs (event, actor_role, entity, entity_id, before, after) values
       ('payment_succeeded', 'system', 'payment', $1::bigint, '{"status":"processing"}',
         '{"status":"succeeded"}'),
       ('order_status_changed', 'system', 'order', $5::bigint, '{"status":"pending"}', '{"status":"paid"}')
   ), notice as (
     insert into notifications (user_id, title, content, type, metadata, dedupe_key)
     values ($6, '支付成功', $7, 'payment', $8::jsonb, 'order_paid:' || $5::bigint)
     on conflict (dedupe_key) do nothing
   )
   update integration_inbox set state = 'applied', note = 'paid', applied_at = now(),
     attempts = attempts + 1 where id = $9`
)

/** A notification of WeChat: verified, opened, and the order is paid in one transaction. */
export async function receiveNotification(headers, body) {
  if (!vouchedFor(headers, body)) return false
  const { id, resource } = JSON.parse(body)
  const trade = JSON.parse(open(resource))
  await transaction(async (client) => {
    const [message] = await receive([id, Buffer.from(body), headers['wechatpay-serial']], client)
    if (!message) return
    const [found] = await lock([trade.out_trade_no], client)
    const total = Math.round(Number(found.amount) * 100)
    if (trade.amount.total !== total || trade.mchid !== merchant.merchantId)
      throw new Error('the amount differs')
    if (found.order_status !== 'pending') throw new Error('the order is not pending')
    const about = { order_id: found.order_id, order_number: found.order_number, status: 'paid' }
    const metadata = {
      ...about,
      page: `pages/order-detail/index?id=${found.order_id}`,
      amount: found.actual_amount,
    }
    const content = `您的订单 ${found.order_number} 已完成支付，共 ¥${found.actual_amount}`
    const what = [found.id, trade.transaction_id, trade.success_time, trade.payer.openid]
    const whom = [found.order_id, found.user_id, content, JSON.stringify(metadata), message.id]
    await pay([...what, ...whom], client)
  })
  return true
}

function open({ ciphertext, nonce, associated_data: data }) {
  const sealed = Buffer.from(ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(merchant.apiV3Key), nonce)
  decipher.setAAD(Buffer.from(data))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString()
}
