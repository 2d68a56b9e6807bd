import type { HttpContext } from '@adonisjs/core/http'
import { errors as vine } from '@vinejs/vine'
import { menuCounts } from '#insights/queries/menu_counts'
import { DomainError } from '#shared/domain_error'
import { readInteger } from '#shared/paging'
import { activePath, menuOf } from '#staff/menu'

export const PAGE_SIZES = [10, 20, 50, 100]

export interface ConsolePage {
  /** the whole page, e.g. `merchant/orders/index` */
  page: string
  /** what each fragment id answers, e.g. `{ list: 'merchant/orders/list' }` */
  fragments?: Record<string, string>
}

/** The ids that the browser asks for instead of the whole page. */
export function fragmentIds({ request }: HttpContext): string[] {
  return (request.header('x-fragment') ?? '').split(/\s+/).filter(Boolean)
}

/** True when the answer goes into a part of a page that is already there. */
export function isFragment({ request }: HttpContext): boolean {
  return Boolean(request.header('x-fragment') || request.header('hx-request'))
}

/**
 * Renders a page of the console, or only the fragments that were asked for and that the page has.
 * Templates find the shared values in `shell` and the data under their own names.
 */
export async function renderPage(
  ctx: HttpContext,
  { page, fragments = {} }: ConsolePage,
  data: Record<string, unknown> = {},
  status = 200
): Promise<void> {
  ctx.response.status(status)
  const wanted = fragmentIds(ctx).filter((id) => id in fragments)
  if (wanted.length > 0) {
    ctx.view.share({ shell: shellOf(ctx) })
    ctx.response.header('x-fragment', wanted.join(' '))
    const parts = await Promise.all(wanted.map((id) => ctx.view.render(fragments[id], data)))
    return ctx.response.send(parts.join('\n'))
  }
  const counts = ctx.viewer ? await menuCounts(ctx.viewer.role) : {}
  ctx.view.share({ shell: { ...shellOf(ctx), counts } })
  return ctx.response.send(await ctx.view.render(page, data))
}

/** What the layout shows: who is there, the menu, where we are, and a message of the last request. */
function shellOf(ctx: HttpContext) {
  const { viewer } = ctx
  return {
    path: ctx.request.url(),
    url: ctx.request.url(true),
    viewer,
    menu: viewer ? menuOf(viewer.role) : [],
    active: viewer ? activePath(viewer.role, ctx.request.url()) : '',
    product: viewer?.role === 'support' ? '客服系统' : '商户管理',
    toasts: ctx.session.flashMessages.get('toasts', []),
  }
}

/**
 * Ends a successful command. A drawer or dialog is closed, the message shown and the page below
 * refreshed where it is; an ordinary form leads to `to`, where the message waits.
 */
export function finish(ctx: HttpContext, to: string, message: string, tone = 'success'): void {
  if (isFragment(ctx)) {
    const detail = JSON.stringify({ 'console:done': { message, tone } })
    ctx.response.header('hx-trigger', ascii(detail)).status(204).send('')
    return
  }
  ctx.session.flash('toasts', [{ tone, message }])
  ctx.response.redirect().status(303).toPath(to)
}

/** What a refused form shows: messages by field, and one sentence above. Rethrows what is no refusal. */
export function refusal(error: unknown): { errors: Record<string, string[]>; notice: string } {
  if (error instanceof DomainError && error.status < 500) {
    const errors = error.options.fields ?? {}
    return { errors, notice: Object.keys(errors).length > 0 ? '请检查标红的字段' : error.message }
  }
  if (error instanceof vine.E_VALIDATION_ERROR) {
    const errors: Record<string, string[]> = {}
    for (const { field, message } of error.messages) (errors[field] ??= []).push(message)
    return { errors, notice: '请检查标红的字段' }
  }
  throw error
}

/** How many rows a list shows for this person unless the address says otherwise. */
export function preferredPageSize({ request }: HttpContext): number {
  const wanted = readInteger(request.plainCookie('page_size', undefined, false)) ?? 20
  return PAGE_SIZES.includes(wanted) ? wanted : 20
}

/** Header values are ASCII; JSON can say everything with it. */
function ascii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}
