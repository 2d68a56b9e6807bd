import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { forgetFigures } from '#shared/recall'
import { once } from '#shared/once'
import { finish, refusal, renderPage, type ConsolePage } from '#transformers/console_page'
import { orderPath } from '#transformers/merchant/order_paths'

export interface Said {
  message: string
  tone?: 'success' | 'warn' | 'danger'
}

interface Command<Input extends { idempotency_key?: string }> {
  /** name of the command, for the protection against a form sent twice */
  name: string
  form: ConsolePage
  validate: () => Promise<Input>
  work: (input: Input) => Promise<Said>
  /** what the form shows when it comes back */
  view: () => Promise<Record<string, unknown>>
}

/**
 * The way of every command on an order: checked, carried out once per form, then said on the page it
 * came from; a refusal shows the form again with everything that was typed.
 */
export async function runOrderCommand<Input extends { idempotency_key?: string }>(
  ctx: HttpContext,
  command: Command<Input>
): Promise<void> {
  const orderId = Number(ctx.params.id)
  try {
    const input = await command.validate()
    const { idempotency_key: key = '', ...body } = input
    const route = `${command.name}:${orderId}`
    const said = await once({ userId: requireViewer(ctx).id, route, key, body }, () =>
      command.work(input)
    )
    finish(ctx, orderPath(orderId), said.message, said.tone ?? 'success')
  } catch (error) {
    const refused = refusal(error)
    const view = { ...(await command.view()), typed: ctx.request.all(), ...refused }
    return renderPage(ctx, command.form, view, 422)
  } finally {
    forgetFigures()
  }
}
