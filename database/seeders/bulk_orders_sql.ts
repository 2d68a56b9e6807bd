/** The statements of `seedBulkOrders`. Everything follows from the number of the order. */

export const USERS = `
  insert into users (username, openid, phone, role, date_joined)
  select '批量用户' || n, 'bulk-openid-' || n, '1390000' || lpad((n % 10000)::text, 4, '0'),
    case when n % 10 = 0 then 'dealer' else 'individual' end, now() - make_interval(hours => n)
  from generate_series(1, ?::int) n
  on conflict do nothing`

export const PLAIN_PRODUCTS = `
  create temp table bulk_product on commit drop as
  select row_number() over (order by id) - 1 as place, id, name, price,
    source, product_code, coalesce(main_images->>0, '') as image
  from products where is_active order by id limit 5000`

export const PLAIN_USERS = `
  create temp table bulk_user on commit drop as
  select row_number() over (order by id) - 1 as place, id
  from users where openid like 'bulk-openid-%' order by id limit ?::int`

export const RESERVE_IDS = `
  select base, setval(pg_get_serial_sequence('orders', 'id'), base + ?::int)
  from (select nextval(pg_get_serial_sequence('orders', 'id')) as base) reserved`

/** What is older than a month has come to its end, so that open work stays a small share. */
export const PLAN = `
  create temp table bulk_plan on commit drop as
  with numbered as (
    select n, base + n as id, now() - make_interval(secs => (size - n) * pace) as created_at,
      (array['paid', 'completed', 'shipped', 'cancelled', 'pending', 'paid', 'completed', 'shipped',
        'completed', 'refunded', 'paid', 'cancelled', 'shipped', 'completed', 'refunding', 'paid',
        'completed', 'pending', 'completed', 'shipped', 'returning', 'completed', 'paid',
        'completed'])[1 + (size - n) % 24] as wished
    from (select ?::bigint as base, ?::float8 as pace, ?::int as size) input,
      generate_series(1, size) n)
  select n, id, created_at,
    extract(epoch from created_at)::bigint || lpad((id % 1000000)::text, 6, '0') as order_number,
    case when wished in ('paid', 'shipped', 'returning', 'refunding', 'pending')
      and created_at < now() - interval '30 days' then 'completed' else wished end as status,
    case when wished <> 'cancelled' then least(created_at + interval '4 minutes', now()) end as paid_at
  from numbered`

/** Every tenth order has two lines, every fifth line some discount. */
export const LINES = `
  create temp table bulk_line on commit drop as
  select p.n, line, g.id as product_id, g.name, g.price, g.source, g.product_code, g.image,
    1 + (p.n % 7 = 0)::int as quantity,
    case when p.n % 5 = 0 then round(g.price * 0.05, 2) else 0 end as discount
  from bulk_plan p
  cross join generate_series(1, 2) line
  join bulk_product g on g.place = (p.n::bigint * 7919 + line * 31) % (select count(*) from bulk_product)
  where line = 1 or p.n % 10 = 0`

const ORDERS = `
  insert into orders (id, order_number, user_id, product_id, quantity, total_amount, discount_amount,
    actual_amount, status, payment_method, expires_at, snapshot_contact_name, snapshot_phone,
    snapshot_address, snapshot_province, snapshot_city, snapshot_district, snapshot_town, note,
    cancel_reason, cancelled_at, status_before_refund, paid_at, shipped_at, completed_at,
    express_company, logistics_no, created_at, updated_at)
  overriding system value
  select p.id, p.order_number, u.id, sums.product_id, sums.quantity, sums.total, sums.discount,
    sums.total - sums.discount, p.status, 'online',
    greatest(p.created_at + interval '30 minutes', now() + make_interval(mins => 10 + p.n % 120)),
    (array['王', '李', '张', '刘', '陈', '杨', '黄', '赵'])[1 + p.n % 8]
      || (array['女士', '先生'])[1 + p.n / 8 % 2],
    '1380000' || lpad((p.n % 10000)::text, 4, '0'),
    concat_ws(' ', place.province, place.city, place.district, '幸福路 ' || 1 + p.n % 300 || ' 号'),
    place.province, place.city, place.district, '',
    case when p.n % 13 = 0 then '请在周末送货' else '' end,
    case when p.status = 'cancelled' then '超时未支付' else '' end,
    case when p.status = 'cancelled' then p.created_at + interval '31 minutes' end,
    case when p.status = 'refunding' then 'paid' end,
    case when p.status not in ('pending', 'cancelled') then p.paid_at end,
    case when p.status in ('shipped', 'completed', 'returning')
      then least(p.created_at + interval '1 day', now()) end,
    case when p.status = 'completed' then least(p.created_at + interval '5 days', now()) end,
    case when p.status in ('shipped', 'completed', 'returning') then '顺丰速运' else '' end,
    case when p.status in ('shipped', 'completed', 'returning') then 'SF' || 1000000000 + p.id else '' end,
    p.created_at, p.created_at
  from bulk_plan p
  join (select n, min(product_id) filter (where line = 1) as product_id, sum(quantity) as quantity,
    sum(price * quantity) as total, sum(discount) as discount from bulk_line group by n) sums using (n)
  join bulk_user u on u.place = (p.n::bigint * 7907) % (select count(*) from bulk_user)
  join (values (0, '山东省', '青岛市', '崂山区'), (1, '北京市', '北京市', '朝阳区'),
    (2, '浙江省', '杭州市', '西湖区'), (3, '广东省', '深圳市', '南山区'),
    (4, '四川省', '成都市', '武侯区')) place (number, province, city, district)
    on place.number = p.n % 5`

const ITEMS = `
  insert into order_items (order_id, product_id, product_name, quantity, unit_price, discount_amount,
    actual_amount, snapshot_image, source, product_code, locked_quantity, released_quantity, created_at)
  select p.id, l.product_id, l.name, l.quantity, l.price, l.discount,
    l.price * l.quantity - l.discount, l.image, l.source, l.product_code,
    case when l.source = 'local' then l.quantity else 0 end,
    case when l.source = 'local' and p.status in ('cancelled', 'refunded') then l.quantity else 0 end,
    p.created_at
  from bulk_line l join bulk_plan p using (n) order by p.id, l.line`

const HISTORIES = `
  insert into order_status_histories (order_id, from_status, to_status, operator_id, note, created_at)
  select o.id, step.before, step.after, case when step.after = 'pending' then o.user_id end, '', step.at
  from bulk_plan p join orders o using (id)
  cross join lateral (values (1, '', 'pending', o.created_at), (2, 'pending', 'paid', o.paid_at),
    (3, 'paid', 'shipped', o.shipped_at), (4, 'shipped', 'completed', o.completed_at),
    (5, 'pending', 'cancelled', o.cancelled_at),
    (6, 'shipped', 'returning', case when o.status = 'returning' then least(o.created_at + interval '2 days', now()) end),
    (7, 'paid', 'refunding', case when o.status in ('refunding', 'refunded') then o.created_at + interval '2 hours' end),
    (8, 'refunding', 'refunded', case when o.status = 'refunded' then o.created_at + interval '3 hours' end))
    step (place, before, after, at)
  where step.at is not null order by o.id, step.place`

const PAYMENTS = `
  insert into payments (order_id, amount, status, attempt, out_trade_no, transaction_id, paid_at,
    expires_at, created_at, updated_at)
  select o.id, o.actual_amount, case when o.paid_at is not null then 'succeeded'
      when o.status = 'pending' then 'init' else 'expired' end,
    1, o.order_number || '-1',
    case when o.paid_at is not null then '4200' || lpad(o.id::text, 24, '0') end, o.paid_at,
    o.expires_at, o.created_at, o.created_at
  from bulk_plan p join orders o using (id) order by o.id`

const PAYMENT_EVENTS = `
  insert into payment_events (payment_id, t, event, data)
  select pay.id, pay.paid_at, 'succeeded', jsonb_build_object('amount', pay.amount::text)
  from bulk_plan p join payments pay on pay.order_id = p.id where pay.paid_at is not null`

const REFUNDS = `
  insert into refunds (order_id, payment_id, amount, status, reason, origin, channel, failure_code,
    failure_reason, succeeded_at, created_at, updated_at)
  select pay.order_id, pay.id, pay.amount, case when p.status = 'refunded' then 'succeeded'
      when p.n / 24 % 3 = 0 then 'failed' else 'processing' end,
    '不想要了', 'cancel', 'wechat',
    case when p.status = 'refunding' and p.n / 24 % 3 = 0 then 'NOT_ENOUGH' else '' end,
    case when p.status = 'refunding' and p.n / 24 % 3 = 0 then '商户可用余额不足' else '' end,
    case when p.status = 'refunded' then p.created_at + interval '3 hours' end,
    p.created_at + interval '2 hours', p.created_at + interval '2 hours'
  from bulk_plan p join payments pay on pay.order_id = p.id
  where p.status in ('refunding', 'refunded')`

const REFUND_NUMBERS = `
  update refunds r set out_refund_no = p.order_number || '-R' || r.id
  from bulk_plan p where p.id = r.order_id and r.out_refund_no is null`

export const RECORDS = [ORDERS, ITEMS, HISTORIES, PAYMENTS, PAYMENT_EVENTS, REFUNDS, REFUND_NUMBERS]
