import { createHash, randomInt } from 'node:crypto'
import { instant, statement, transaction } from './database.mjs'
import { paymentOf } from './payments.mjs'
import { findForUser, productOf } from './products.mjs'

const findUser = statement(
  'find_user',
  `select u.id, u.role, u.username from access_tokens t
   join users u on u.id = t.user_id and u.token_version = t.token_version
   where t.token_hash = $1 and t.expires_at > now() and u.is_active`
)

/** Who an access token stands for, or undefined. */
export async function authenticate({ authorization = '' }) {
  const token = authorization.slice('Bearer '.length)
  const [user] = await findUser([createHash('sha256').update(token).digest('hex')])
  return user
}

const put = statement(
  'put',
  `with wanted as (
     select p.id from products p where p.id = $2::bigint and p.is_active
       and not exists (select from product_skus s where s.product_id = p.id and s.is_active)
       and p.stock >= $3::int + coalesce((select i.quantity from cart_items i
         join carts c on c.id = i.cart_id where c.user_id = $1 and i.product_id = p.id
           and i.sku_id is null), 0)
   ), cart as (
     insert into carts (user_id) values ($1)
     on conflict (user_id) do update set user_id = excluded.user_id returning id
   )
   insert into cart_items (cart_id, product_id, quantity)
   select cart.id, wanted.id, $3::int from cart, wanted
   on conflict on constraint cart_items_line_unique do update
     set quantity = least(cart_items.quantity + excluded.quantity, 999), updated_at = now()
   returning id`
)
const cartOf = statement(
  'cart_of',
  `select c.id as cart_id, i.id, i.product_id, i.quantity
   from carts c join cart_items i on i.cart_id = c.id where c.user_id = $1 order by i.id`
)

/** Puts goods into the cart and answers the whole cart. */
export async function addToCart({ user, body, origin }) {
  const [added] = await put([user.id, body.product_id, body.quantity])
  if (!added) return null
  const lines = await cartOf([user.id])
  const products = await productsById(lines, user)
  const items = lines.map(({ id, product_id, quantity }) => ({
    id,
    product: productOf(products.get(product_id), origin),
    product_id,
    sku: null,
    sku_id: null,
    sku_specs: {},
    quantity,
    available: quantity <= products.get(product_id).stock,
    unavailable_reason: '',
  }))
  return { id: lines[0].cart_id, user: user.id, items }
}

async function productsById(lines, user) {
  const rows = await findForUser([lines.map(({ product_id: id }) => id), user.id])
  return new Map(rows.map((row) => [row.id, row]))
}

const quote = statement(
  'quote',
  `select p.id, p.name, p.price, p.source, p.product_code, a.contact_name, a.phone, a.province,
     a.city, a.district, a.town, a.detail,
     coalesce(p.main_images ->> 0, p.product_image_url, '') as image,
     (select json_build_object('type', d.discount_type, 'value', d.amount::text)
       from discount_targets t join discounts d on d.id = t.discount_id
       where t.user_id = $3 and t.product_id = p.id and d.effective_time <= now()
         and now() < d.expiration_time
       order by d.priority desc, d.updated_at desc, d.id desc limit 1) as rule
   from products p, addresses a
   where p.id = $1 and p.is_active and a.id = $2 and a.user_id = $3
     and not exists (select from product_skus s where s.product_id = p.id and s.is_active)`
)
const lockStock = statement(
  'lock_stock',
  `with locked as (
     update products set stock = stock - $2::int, updated_at = now()
     where id = $1 and stock >= $2::int returning id, stock
   )
   insert into inventory_logs
     (product_id, change_type, quantity, reason, stock_after, order_id, created_by_id)
   select id, 'lock', -$2::int, 'order_created', stock, $3, $4 from locked returning id`
)
const insertOrder = statement(
  'insert_order',
  `with placed as (
     insert into orders (order_number, user_id, product_id, quantity, total_amount,
       discount_amount, actual_amount, payment_method, expires_at, snapshot_contact_name,
       snapshot_phone, snapshot_address, snapshot_province, snapshot_city, snapshot_district,
       snapshot_town)
     values ($1, $2::bigint, $3::bigint, $4::int, $5::numeric, 0, $5::numeric, 'online',
       now() + interval '10 minutes', $6, $7, $8, $9, $10, $11, $12) returning *
   ), line as (
     insert into order_items (order_id, product_id, product_name, quantity, unit_price,
       actual_amount, snapshot_image, source, locked_quantity)
     select id, $3::bigint, $13, $4::int, $14::numeric, $5::numeric, $15, 'local', $4::int
     from placed returning id
   ), history as (
     insert into order_status_histories (order_id, to_status, operator_id)
     select id, 'pending', $2::bigint from placed
   ), opened as (
     insert into payments (order_id, amount, attempt, out_trade_no, expires_at)
     select id, actual_amount, 1, order_number || '-1', expires_at from placed returning *
   ), event as (
     insert into payment_events (payment_id, event) select id, 'created' from opened
   ), audited as (
     insert into audit_logs (event, actor_id, actor_role, entity, entity_id, after, ip, request_id)
     select 'order_created', $2::bigint, 'individual', 'order', id,
       jsonb_build_object('order_number', order_number, 'actual_amount', $5::text), '127.0.0.1', ''
     from placed union all
     select 'payment_created', $2::bigint, 'individual', 'payment', id,
       jsonb_build_object('order_id', order_id, 'amount', amount::text), '127.0.0.1', ''
     from opened
   )
   select o.id, line.id as line_id, p.id as payment_id, ${instant('o.created_at')} as created_at,
     ${instant('o.expires_at')} as expires_at from placed o, opened p, line`
)

/** One order with its stock and its first payment, in one transaction. */
export async function placeOrder({ user, body, origin }) {
  const [{ product_id: productId, quantity }] = body.items
  const [line] = await quote([productId, body.address_id, user.id])
  if (!line) return null
  const number = `${Math.floor(Date.now() / 1000)}${String(randomInt(1_000_000)).padStart(6, '0')}`
  const total = (Number(line.price) * quantity).toFixed(2)
  const address = [line.province, line.city, line.district, line.detail].join(' ')
  const placed = await transaction(async (client) => {
    const [order] = await insertOrder(
      [
        ...[number, user.id, productId, quantity, total, line.contact_name, line.phone, address],
        ...[line.province, line.city, line.district, line.town, line.name, line.price, line.image],
      ],
      client
    )
    const [locked] = await lockStock([productId, quantity, order.id, user.id], client)
    if (!locked) throw new Error('out of stock')
    return order
  })
  const order = { ...placed, number, total, quantity, address, line, productId }
  return answerOrder(order, { user, origin })
}

async function answerOrder(order, { user, origin }) {
  const products = await productsById([{ product_id: order.productId }], user)
  const product = productOf(products.get(order.productId), origin)
  const payment = paymentOf({
    id: order.payment_id,
    order_id: order.id,
    amount: order.total,
    method: 'wechat',
    status: 'init',
    created_at: order.created_at,
    updated_at: order.created_at,
    expires_at: order.expires_at,
    logs: [{ t: order.created_at, event: 'created' }],
  })
  const answer = orderOf(order, { user, origin, product })
  return { order: answer, payment, orders: [answer], payments: [payment] }
}

function orderOf(order, { user, origin, product }) {
  const { line } = order
  return {
    ...{ id: order.id, order_number: order.number, user: user.id, user_username: user.username },
    product,
    items: [lineOf(order, { origin, product })],
    ...{ quantity: order.quantity, total_amount: order.total, discount_amount: '0.00' },
    ...{ actual_amount: order.total, refunded_amount: '0.00', refundable_amount: '0.00' },
    ...{ refund_pending: false, refund_action_required: false, refund_locked: false },
    ...{ status: 'pending', status_label: '待支付', payment_method: 'wechat' },
    ...{ created_at: order.created_at, updated_at: order.created_at, expires_at: order.expires_at },
    ...{ snapshot_contact_name: line.contact_name, snapshot_phone: line.phone },
    ...{ snapshot_address: order.address, snapshot_province: line.province },
    ...{ snapshot_city: line.city, snapshot_district: line.district, snapshot_town: line.town },
    ...{ note: '', is_haier_order: false, haier_order_info: null, logistics_info: null },
    ...{ invoice_info: null, return_info: null, distribution_time: null, install_time: null },
    ...{ is_delivery_install: false, is_government_order: false },
    ...{ cancel_reason: '', cancelled_at: null },
  }
}

function lineOf({ line, line_id: id, quantity, total, productId, created_at: at }, shown) {
  return {
    ...{ id, product: shown.product, product_id: productId, product_name: line.name },
    ...{ sku: null, sku_id: null, sku_specs: {}, sku_code: '', quantity, unit_price: line.price },
    ...{ discount_amount: '0.00', actual_amount: total },
    snapshot_image: line.image && shown.origin + line.image,
    created_at: at,
  }
}
