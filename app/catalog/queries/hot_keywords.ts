import { recall } from '#shared/recall'
import { rows } from '#shared/rows'

export interface HotKeyword {
  keyword: string
  count: number
}

const SECONDS = 60
const MOST = 500
/** A keyword becomes public when so many different people have looked for it. */
const SEARCHERS = 3

/** Spellings that differ in width or case are one keyword, shown as it was typed last. */
const HOT = `
  with searches as (
    select normalized, coalesce('u' || user_id, nullif(visitor, '')) as searcher, count(*) as times
    from search_logs where created_at > now() - make_interval(days => ?) group by 1, 2),
  hot as (
    select normalized, sum(times)::int as count from searches
    group by normalized having count(searcher) >= ${SEARCHERS}
    order by 2 desc, 1 limit ${MOST})
  select h.count, (select l.keyword from search_logs l where l.normalized = h.normalized
    order by l.created_at desc, l.id desc limit 1) as keyword
  from hot h order by h.count desc, h.normalized`

/**
 * What people looked for most in the last days, at most a minute old. Keywords of fewer than three
 * different people stay unknown: they may say something about somebody. Rule: docs/rules/catalogue.md
 */
export function hotKeywords({ days }: { days: number }): Promise<HotKeyword[]> {
  return recall(`catalog.hot.${days}`, SECONDS, () => rows<HotKeyword>(HOT, [days]))
}
