import { normalizedKeyword } from '#catalog/keyword'
import { execute } from '#shared/rows'

/** Forgets what a user looked for, all of it or one keyword in any spelling. Answers how many searches. */
export function clearSearchHistory(userId: number, keyword: string | null): Promise<number> {
  const only = keyword === null ? null : normalizedKeyword(keyword)
  return execute(
    'delete from search_logs where user_id = ? and (?::text is null or normalized = ?)',
    [userId, only, only]
  )
}
