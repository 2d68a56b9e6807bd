import { SEPARATORS } from './characters.js'
import { matchAt, skip, type Match } from './match.js'

/** What follows a district that is written once more, and not the name of a house: 余杭区余杭区政府. */
const GOES_ON = new RegExp(
  `^(?:$|[${SEPARATORS}\\d]|\\p{Script=Han}{1,5}(?:街道|镇|乡|路|大道|街|巷|弄|村|社区))`,
  'u'
)
const MOST_REPEATS = 3

/** Where the street begins: forms write province, city and district in front of it once more. */
export function skipRepeats(text: string, match: Match): number {
  let at = match.end
  for (let i = 0; i < MOST_REPEATS; i++) {
    const end = endOfRepeat(text, skip(text, at), match)
    if (end === null) return at
    at = end
  }
  return at
}

function endOfRepeat(text: string, at: number, match: Match): number | null {
  const again = matchAt(text, at)
  if (repeats(again, match)) return isComplete(again, text) ? again.end : null
  const district = match.county?.name ?? ''
  const end = at + district.length
  return district && text.startsWith(district, at) && goesOn(text, end) ? end : null
}

function repeats(again: Match, match: Match): boolean {
  const same = (level: 'province' | 'city' | 'county') =>
    again[level] === null || again[level] === match[level]
  return again.score > 0 && same('province') && same('city') && same('county')
}

/** Two levels say enough; a single one must be in full and go on like an address. */
function isComplete(again: Match, text: string): boolean {
  const written = text.slice(again.start, again.end)
  const names = [again.province, again.city, again.county]
  if (names.some((region) => region?.name === written)) return goesOn(text, again.end)
  return written.length >= 4
}

function goesOn(text: string, at: number): boolean {
  return GOES_ON.test(text.slice(at, at + 12))
}
