import { execute } from '#shared/rows'

const LONGEST = 200

/** Remembers what somebody looked for; longer keywords are cut. Rule: docs/rules/catalogue.md */
export async function logSearch(search: { keyword: string; userId: number | null }): Promise<void> {
  const keyword = search.keyword.trim().slice(0, LONGEST)
  const normalized = keyword.normalize('NFKC').toLowerCase().slice(0, LONGEST)
  await execute('insert into search_logs (keyword, normalized, user_id) values (?, ?, ?)', [
    ...[keyword, normalized, search.userId],
  ])
}
