import { execute, row, rows } from '#shared/rows'
import type { UserRole } from '#shared/labels'
import { insertRow, shelf, shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import { sandboxOpenid } from '#tests/helpers/purchase'
import { signedInShopper } from '#tests/helpers/shoppers'

const ROLES = ['individual', 'dealer', 'admin', 'support'] as const

export interface Caller {
  role: UserRole
  id: number
  token: string
  refresh: string
}

/** Rows that attacks can name: the callers' own, a stranger's, and some that are gone. */
export interface World {
  callers: Caller[]
  stranger: Caller
  products: Record<'plain' | 'withSku' | 'inactive' | 'haier', number>
  skus: Record<'active' | 'inactive' | 'ofInactive', number>
  goneAddress: number
}

export async function makeWorld(): Promise<World> {
  const callers = await Promise.all(ROLES.map(signedIn))
  const stranger = await signedIn('individual')
  const place = await shelf()
  const plain = await shelvedProduct(place, { stock: 1_000_000, main_images: '["/media/a.webp"]' })
  const withSku = await shelvedProduct(place, { show_in_gift_zone: true })
  const inactive = await shelvedProduct(place, { is_active: false, stock: 10 })
  const haier = await shelvedProduct(place, { source: 'haier', product_code: `FUZZ${plain}` })
  const world: World = {
    callers,
    stranger,
    products: { plain, withSku, inactive, haier },
    skus: {
      active: await skuOf(withSku, { stock: 1_000_000, specs: '{"颜色":"星空灰"}' }),
      inactive: await skuOf(withSku, { stock: 10, is_active: false }),
      ofInactive: await skuOf(inactive, { stock: 10 }),
    },
    goneAddress: 0,
  }
  await renew(world)
  world.goneAddress = await address(stranger.id)
  await execute('delete from addresses where id = ?', [world.goneAddress])
  return world
}

async function signedIn(role: UserRole): Promise<Caller> {
  const { user, token, refresh } = await signedInShopper({ role, openid: sandboxOpenid() })
  return { role, id: user.id, token, refresh }
}

/** Gives everybody rows as they are before anything happened to them; older ones stay where they may. */
export async function renew({ callers, stranger, products }: World): Promise<void> {
  for (const { id } of [...callers, stranger]) {
    await execute('delete from addresses where user_id = ?', [id])
    for (let count = 0; count < 2; count++) await address(id)
    await insertRow('notifications', { user_id: id, title: '通知', content: '内容' })
    await rows(ORDERS, { user: id, product: products.plain })
  }
}

function address(userId: number): Promise<number> {
  return insertRow('addresses', {
    ...{ user_id: userId, contact_name: '周小梅', phone: '13757100321', province: '浙江省' },
    ...{ city: '杭州市', district: '临平区', detail: '星河路12号' },
  })
}

/** One order in each status, with the attempt to pay that belongs to it. */
const ORDERS = `
  with made as (
    insert into orders (order_number, user_id, product_id, quantity, total_amount, actual_amount,
      status, payment_method, expires_at, paid_at)
    select left(md5(random()::text), 16), :user, :product, 1, 100, 100, status, 'online',
      now() + interval '1 hour', case when status not in ('pending', 'cancelled') then now() end
    from unnest(array['pending', 'paid', 'shipped', 'completed', 'cancelled', 'refunded',
      'pending']) status
    returning *
  ), lines as (
    insert into order_items (order_id, product_id, product_name, quantity, unit_price,
      actual_amount, source, locked_quantity)
    select id, product_id, '冰箱', 1, 100, 100, 'local', 1 from made
  )
  insert into payments (order_id, amount, status, attempt, out_trade_no, transaction_id, paid_at,
    expires_at)
  select id, 100, case when paid_at is not null then 'succeeded' when status = 'pending' then 'init'
    else 'cancelled' end, 1, order_number || '-1', case when paid_at is not null then order_number end,
    paid_at, expires_at
  from made`

/** Newest ids first of the rows behind a part of a path, e.g. `orders`; [] when there is no such table. */
export async function idsBehind(resource: string, { id }: Caller): Promise<number[]> {
  if (resource === 'payments') return ids(PAYMENTS, [id])
  const table = await row<{ name: string; owned: boolean }>(TABLE, {
    names: [resource, `${resource}s`].map((name) => name.replaceAll('-', '_')),
  })
  if (!table) return []
  return table.owned
    ? ids(`select id from ${table.name} where user_id = ? order by id desc limit 7`, [id])
    : ids(`select id from ${table.name} order by id desc limit 7`)
}

const PAYMENTS = `
  select p.id from payments p join orders o on o.id = p.order_id
  where o.user_id = ? order by p.id desc limit 7`

const TABLE = `
  select t.table_name as name, exists (
    select from information_schema.columns c where c.table_schema = 'public'
      and c.table_name = t.table_name and c.column_name = 'user_id') as owned
  from information_schema.tables t
  where t.table_schema = 'public' and t.table_name = any(:names)`

async function ids(sql: string, bindings: unknown[] = []): Promise<number[]> {
  const found = await rows<{ id: number }>(sql, bindings)
  return found.map(({ id }) => id)
}
