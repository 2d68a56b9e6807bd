/** How long a text is, in characters as people see them. */
const length = (value: string) => [...value].length
const upTo = (most: number) => (value: string) => length(value) <= most

const CLOCK = '([01]?\\d|2[0-3]):[0-5]\\d'
const DAY = '(\\d{4}-\\d{2}-\\d{2}|\\d{4}年\\d{1,2}月\\d{1,2}日)'
/** One moment, or two joined by `~`. */
const span = (moment: string) => new RegExp(`^${moment}(~${moment})?$`)
const TIME = span(`(${DAY} )?${CLOCK}`)
const DATE = span(`${DAY}( ${CLOCK})?`)

/** What the vendor's documentation allows in a field, by its kind. */
const RULES: Record<string, (value: string) => boolean> = {
  thing: upTo(20),
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  number: (value) => value.length <= 32 && /^-?\d+(\.\d+)?$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && /^[\p{P}\p{S}]+$/u.test(value),
  time: (value) => TIME.test(value),
  date: (value) => DATE.test(value),
  amount: (value) => /^[¥￥$€]?\d{1,10}(\.\d+)?元?$/.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  name: (value) => length(value) <= (/\p{Script=Han}/u.test(value) ? 10 : 20),
  phone_number: (value) => /^[\d+\- ]{1,17}$/.test(value),
  car_number: upTo(8),
}

/** `thing` of `thing1`; undefined for names that no template has. */
function kindOf(field: string): string | undefined {
  const kind = /^([a-z_]+)\d{1,2}$/.exec(field)?.[1]
  return kind !== undefined && Object.hasOwn(RULES, kind) ? kind : undefined
}

export function isField(name: unknown): name is string {
  return typeof name === 'string' && kindOf(name) !== undefined
}

/** What is wrong with the data of a message for these fields, as WeChat words it; null when nothing is. */
export function dataProblem(fields: readonly string[], data: unknown): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'data is empty'
  const given = data as Record<string, { value?: unknown } | null>
  for (const name of Object.keys(given))
    if (!fields.includes(name)) return `data.${name} is not in the template`
  for (const name of fields) {
    const value = given[name]?.value
    if (typeof value !== 'string' || value.trim() === '') return `data.${name}.value is empty`
    const isAllowed = value.isWellFormed() && !/\p{Cc}/u.test(value)
    if (!isAllowed || !RULES[kindOf(name) ?? 'thing'](value)) return `data.${name}.value invalid`
  }
  return null
}
