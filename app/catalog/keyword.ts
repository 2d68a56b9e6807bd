const LONGEST = 200

/** A keyword as the search log keeps it: trimmed, and longer ones are cut. */
export function keptKeyword(keyword: string): string {
  return keyword.trim().slice(0, LONGEST)
}

/** What makes two spellings the same keyword: one width, one case. */
export function normalizedKeyword(keyword: string): string {
  return keptKeyword(keyword).normalize('NFKC').toLowerCase().slice(0, LONGEST)
}
