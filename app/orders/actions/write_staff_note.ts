import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { invalid, notFound } from '#shared/domain_error'
import { execute, inTransaction, row } from '#shared/rows'

const LONGEST = 1000

/**
 * Writes what staff want to remember about an order; customers never see it. The audit log keeps the
 * note before and after. @throws DomainError VALIDATION_ERROR, NOT_FOUND. Rule: docs/rules/statuses.md
 */
export async function writeStaffNote(input: {
  orderId: number
  /** trimmed; '' removes the note; at most 1000 characters */
  note: string
  by: Actor
}): Promise<void> {
  const note = input.note.trim()
  if (note.length > LONGEST) throw invalid('staff_note', `内部备注不能超过 ${LONGEST} 个字`)
  await inTransaction(undefined, async (trx) => {
    const order = await row<{ staff_note: string }>(
      'select staff_note from orders where id = ? for update',
      [input.orderId],
      trx
    )
    if (!order) throw notFound('订单不存在')
    if (order.staff_note === note) return
    await execute(
      'update orders set staff_note = ?, updated_at = now() where id = ?',
      [note, input.orderId],
      trx
    )
    await audit(
      {
        event: 'order_staff_note_changed',
        by: input.by,
        entity: 'order',
        entityId: input.orderId,
        before: { staff_note: order.staff_note },
        after: { staff_note: note },
      },
      trx
    )
  })
}
