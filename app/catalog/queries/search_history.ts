import { instant } from '#shared/sql'
import { rows } from '#shared/rows'

/** A keyword of somebody's own, as it was typed last. */
export interface SearchedKeyword {
  keyword: string
  last_searched_at: string
  count: number
}

export interface SearchLog {
  id: number
  keyword: string
  user_id: number
  username: string
  created_at: string
}

const KEYWORDS = `
  with mine as (
    select distinct on (normalized) normalized, keyword, created_at,
      count(*) over (partition by normalized)::int as count
    from search_logs where user_id = ? order by normalized, created_at desc, id desc)
  select keyword, ${instant('created_at')} as last_searched_at, count,
    (select count(*)::int from mine) as total
  from mine order by created_at desc, normalized limit ?`

const SEARCHES = `
  select l.id, l.keyword, l.user_id, u.username, ${instant('l.created_at')} as created_at,
    (select count(*)::int from search_logs where user_id = u.id) as total
  from search_logs l join users u on u.id = l.user_id
  where u.id = ? order by l.created_at desc, l.id desc limit ?`

/** What a user looked for, each keyword once, latest first, and how many there are in all. */
export async function searchedKeywords(
  userId: number,
  limit: number
): Promise<{ results: SearchedKeyword[]; total: number }> {
  return history(await rows<SearchedKeyword & Total>(KEYWORDS, [userId, limit]))
}

/** Each single search of a user, latest first, and how many there are in all. */
export async function searchLogs(
  userId: number,
  limit: number
): Promise<{ results: SearchLog[]; total: number }> {
  return history(await rows<SearchLog & Total>(SEARCHES, [userId, limit]))
}

interface Total {
  total: number
}

function history<Row>(found: (Row & Total)[]) {
  const results = found.map(({ total: _, ...result }) => result as unknown as Row)
  return { results, total: found.length > 0 ? found[0].total : 0 }
}
