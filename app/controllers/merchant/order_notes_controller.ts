import type { HttpContext } from '@adonisjs/core/http'
import { runOrderCommand } from '#controllers/merchant/order_command'
import { requireViewer } from '#middleware/viewer_context'
import { writeStaffNote } from '#orders/actions/write_staff_note'
import OrderPolicy from '#policies/order_policy'
import { renderPage } from '#transformers/console_page'
import { noteView } from '#transformers/merchant/order_forms'
import { noteValidator } from '#validators/merchant/order_commands'

const FORM = { page: 'merchant/orders/note_page', fragments: { drawer: 'merchant/orders/note' } }

/** What staff want to remember about an order. */
export default class OrderNotesController {
  async edit(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('note')
    return renderPage(ctx, FORM, await noteView(ctx.params.id))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('note')
    const orderId = ctx.params.id
    return runOrderCommand(ctx, {
      name: 'orders.note',
      form: FORM,
      validate: () => ctx.request.validateUsing(noteValidator),
      view: () => noteView(orderId),
      work: async ({ staff_note: note = '' }) => {
        await writeStaffNote({ orderId, note, by: requireViewer(ctx) })
        return { message: '已保存' }
      },
    })
  }
}
