import type { HttpContext } from '@adonisjs/core/http'
import { origin } from '#transformers/origin'

export interface PageOf<Item> {
  results: Item[]
  total: number
  page: number
  pageSize: number
}

/** The standard page of a list. A page beyond the end is empty, not an error. */
export function pageAnswer<Item>(
  ctx: HttpContext,
  { results, total, page: wanted, pageSize }: PageOf<Item>
) {
  const page = total === 0 ? 1 : wanted
  const totalPages = Math.max(1, Math.ceil(total / pageSize))
  const hasNext = page < totalPages
  const hasPrevious = page > 1
  return {
    results,
    total,
    page,
    total_pages: totalPages,
    has_next: hasNext,
    has_previous: hasPrevious,
    count: total,
    next: hasNext ? address(ctx, page + 1) : null,
    previous: hasPrevious ? address(ctx, Math.min(page - 1, totalPages)) : null,
  }
}

function address(ctx: HttpContext, page: number): string {
  const query = new URLSearchParams(ctx.request.qs() as Record<string, string>)
  query.set('page', String(page))
  const path = ctx.request.url()
  return `${origin(ctx)}${path.endsWith('/') ? path : `${path}/`}?${query}`
}
