import type { Paging } from '#shared/paging'
import { rows } from '#shared/rows'

/**
 * One statement for a page and its total, for short lists. `from` holds the joins and conditions; its
 * bindings are needed twice, which `readPage` does.
 */
export function pageStatement(parts: { columns: string; from: string; order: string }): string {
  const { columns, from, order } = parts
  return `
    select m.total, page.* from (select count(*) as total ${from}) m
    left join lateral (
      select row_number() over (order by ${order}) as place, ${columns} ${from}
      order by ${order} limit ? offset ?) page on true
    order by page.place`
}

/** Runs such a statement. Beyond the last page there are no results, but still the total. */
export async function readPage<Row extends { id: number }>(
  statement: string,
  bindings: unknown[],
  { pageSize, offset }: Paging
): Promise<{ results: Row[]; total: number }> {
  const found = await rows<Row & { total: number }>(statement, [
    ...[...bindings, ...bindings],
    ...[pageSize, offset],
  ])
  return { results: found.filter(({ id }) => id !== null), total: found[0].total }
}
