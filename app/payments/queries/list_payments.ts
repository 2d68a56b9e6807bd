import { notFound } from '#shared/domain_error'
import type { Paging } from '#shared/paging'
import { row, rows } from '#shared/rows'
import { PAYMENT_WITH_LOGS, type PaymentView } from '#payments/payment_view'

/** The attempts of an order, newest first. */
export async function listPaymentsOfOrder(orderId: number): Promise<PaymentView[]> {
  const found = await rows<{ payment: PaymentView }>(
    `select ${PAYMENT_WITH_LOGS} as payment from payments p where p.order_id = ? order by p.id desc`,
    [orderId]
  )
  return found.map(({ payment }) => payment)
}

/** @throws DomainError NOT_FOUND for unknown and foreign payments alike */
export async function readOwnPayment(id: number, ownerId: number): Promise<PaymentView> {
  const found = await row<{ payment: PaymentView }>(
    `select ${PAYMENT_WITH_LOGS} as payment from payments p join orders o on o.id = p.order_id
     where p.id = ? and o.user_id = ?`,
    [id, ownerId]
  )
  if (!found) throw notFound('支付单不存在')
  return found.payment
}

/** The caller's own payments, newest first; one statement. */
export async function listOwnPayments(
  filter: { ownerId: number; orderId?: number },
  paging: Paging
): Promise<{ results: PaymentView[]; total: number }> {
  const found = await rows<{ payment: PaymentView | null; total: number }>(
    `with matching as (
       select p.id from payments p join orders o on o.id = p.order_id
       where o.user_id = :ownerId and (:orderId::bigint is null or p.order_id = :orderId::bigint)
     ), page as (
       select id from matching order by id desc limit :limit offset :offset
     )
     select case when p.id is not null then ${PAYMENT_WITH_LOGS} end as payment, counted.total
     from (select count(*) as total from matching) counted
     left join page on true left join payments p on p.id = page.id
     order by p.id desc`,
    {
      ownerId: filter.ownerId,
      orderId: filter.orderId ?? null,
      limit: paging.pageSize,
      offset: paging.offset,
    }
  )
  return {
    results: found.flatMap(({ payment }) => payment ?? []),
    total: found[0]?.total ?? 0,
  }
}
