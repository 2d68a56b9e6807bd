import { GAP, PHONE, SEPARATORS } from './characters.js'
import { isPersonName } from './surnames.js'

const EXTENSION = '(?:\\s?转\\s?\\d{1,6}|-\\d{3,4}(?![\\d\\p{Script=Han}]))?'
const NUMBERS = [
  /** mobile, also with stars in the middle: 138****0001 */
  '(?:(?:\\+|00)?86[-\\s]?)?1[3-9]\\d[-\\s]?[\\d*]{4}[-\\s]?[\\d*]{4}',
  /** with an area code */
  '(?:[（(]0\\d{2,3}[)）]|0\\d{2,3})[-—\\s]?\\d{7,8}',
  '[48]00[-\\s]?\\d{3}[-\\s]?\\d{4}',
]
const NUMBER = new RegExp(`(?<!\\d)(?:${NUMBERS.join('|')})(?![\\d*])${EXTENSION}`, 'gu')
const RECEIVER = /[（(]\s*(收|先生|女士|小姐)\s*[)）]/g

const TOKEN = '\\p{Script=Han}{2,7}'
const BEFORE_PHONE = new RegExp(
  `(^|[${SEPARATORS}])(${TOKEN})(?=[${SEPARATORS}]{0,9}${PHONE})`,
  'gu'
)
const BEHIND_PHONE = new RegExp(
  `(${PHONE}[${SEPARATORS}]{0,9})(${TOKEN})(?=[${SEPARATORS}]|$)`,
  'gu'
)
const RECEIVES_AT_END = new RegExp(`(^|[${SEPARATORS}])(${TOKEN}收)(?=[${SEPARATORS}]{0,9}$)`, 'gu')

/**
 * The text without phone numbers and without the name beside one of them. A name counts only when it
 * stands alone between separators; in doubt it stays. Rule: docs/rules/customers.md
 */
export function withoutPeople(text: string, { named }: { named: boolean }): string {
  const marked = text.replace(RECEIVER, '$1').replace(NUMBER, PHONE)
  const anonymous = named
    ? marked
    : firstChange(marked, [BEFORE_PHONE, BEHIND_PHONE, RECEIVES_AT_END])
  return anonymous.replaceAll(PHONE, GAP)
}

function firstChange(text: string, patterns: RegExp[]): string {
  for (const pattern of patterns) {
    const changed = text.replace(pattern, (all, before: string, name: string) =>
      isPersonName(name) ? `${before}${GAP}` : all
    )
    if (changed !== text) return changed
  }
  return text
}
