import { execute, row } from '#shared/rows'
import { insertRow } from '#tests/helpers/catalogue'
import type { Person } from './callers.js'
import { SECRETS, type Shelf } from './shelf.js'

/** Kinds of rows that belong to somebody; those of orders in a state that the route may work on. */
export type OwnRow =
  'address' | 'pending order' | 'shipped order' | 'payment' | 'notification' | 'company'

/** A new row of this kind that belongs to the person; its id. */
export function ownRow(kind: OwnRow, owner: Person, shelf: Shelf): Promise<number> {
  const { id: userId } = owner
  switch (kind) {
    case 'address':
      return address(userId)
    case 'pending order':
      return order(userId, 'pending', shelf)
    case 'shipped order':
      return order(userId, 'shipped', shelf)
    case 'payment':
      return payment(userId, shelf)
    case 'notification':
      return insertRow('notifications', {
        ...{ user_id: userId, title: '通知', content: '内容', last_error: SECRETS.error },
      })
    case 'company':
      return company(userId)
  }
}

function address(userId: number): Promise<number> {
  return insertRow('addresses', {
    ...{ user_id: userId, contact_name: '周小梅', phone: '13757100321', province: '浙江省' },
    ...{ city: '杭州市', district: '临平区', detail: '星河路12号' },
  })
}

async function order(userId: number, status: string, { products }: Shelf): Promise<number> {
  const made = await row<{ id: number }>(ORDER, {
    ...{ userId, status, product: products.supplied, staffNote: SECRETS.staffNote },
  })
  return made?.id ?? 0
}

const ORDER = `
  with made as (
    insert into orders (order_number, user_id, product_id, quantity, total_amount, actual_amount,
      status, payment_method, expires_at, staff_note)
    values (left(md5(random()::text), 16), :userId, :product, 1, 100, 100, :status, 'online',
      now() + interval '1 hour', :staffNote)
    returning id
  ), lines as (
    insert into order_items (order_id, product_id, product_name, quantity, unit_price,
      actual_amount, source, locked_quantity)
    select id, :product, '冰箱', 1, 100, 100, 'local', 0 from made
  )
  select id from made`

async function payment(userId: number, shelf: Shelf): Promise<number> {
  const orderId = await order(userId, 'pending', shelf)
  return insertRow('payments', {
    ...{ order_id: orderId, amount: '100.00', attempt: 1, client_ip: SECRETS.address },
    out_trade_no: `${String(orderId).padStart(16, '0')}-1`,
    expires_at: new Date(Date.now() + 3_600_000),
  })
}

/** One person has one certification. */
async function company(userId: number): Promise<number> {
  await execute('delete from company_infos where user_id = ?', [userId])
  return insertRow('company_infos', {
    ...{ user_id: userId, company_name: '示例电器', business_license: `L${userId}` },
    ...{ legal_representative: '周', contact_person: '周', contact_phone: '13757100321' },
  })
}
