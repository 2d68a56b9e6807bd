import settings from '#start/env'

/** What is wrong with a value at a place. */
export type Shape = (value: unknown, at: string) => string[]
type Fields = Record<string, Shape>

/** @throws Error that names every place where the value is not of this shape */
export function mustBe(shape: Shape, value: unknown, at = 'answer'): void {
  const problems = shape(value, at)
  if (problems.length > 0) throw new Error(problems.slice(0, 12).join('\n'))
}

function rule(says: string, holds: (value: any) => boolean): Shape {
  return (value, at) => (holds(value) ? [] : [`${at} is not ${says}: ${JSON.stringify(value)}`])
}

const matching = (says: string, pattern: RegExp) =>
  rule(says, (value) => typeof value === 'string' && pattern.test(value))

export const id = rule('an id', (value) => Number.isSafeInteger(value) && value > 0)
export const count = rule('a count', (value) => Number.isSafeInteger(value) && value >= 0)
export const pieces = rule(
  'at least one piece',
  (value) => Number.isSafeInteger(value) && value > 0
)
export const integer = rule('a whole number', Number.isSafeInteger)
export const flag = rule('true or false', (value) => typeof value === 'boolean')
export const text = rule('a text', (value) => typeof value === 'string')
export const filledText = matching('a text with something in it', /\S/)
/** Money as text, always two decimals. */
export const moneyS = matching('yuan as text', /^(0|[1-9]\d*)\.\d{2}$/)
/** Money as a number, at most two decimals. */
export const moneyN = rule(
  'yuan as a number',
  (value) => typeof value === 'number' && value >= 0 && Number(value.toFixed(2)) === value
)
export const instant = matching(
  "an instant in Shanghai's time",
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}\+08:00$/
)
export const orderNumber = matching('16 digits', /^\d{16}$/)
export const nothing = rule('null', (value) => value === null)

/** An address that a phone can open as it is: of this site, or another host's own. */
export const url = matching(
  'an absolute address',
  new RegExp(`^(http://127\\.0\\.0\\.1:${settings.port}/|https://)\\S+$`)
)
export const oneOf = (...values: unknown[]) =>
  rule(`one of ${values.join(', ')}`, (value) => values.includes(value))
export const exactly = (expected: unknown) =>
  rule(JSON.stringify(expected), (value) => JSON.stringify(value) === JSON.stringify(expected))

/** Either '' or an absolute address. */
export const urlOrNone: Shape = (value, at) => (value === '' ? [] : url(value, at))

export function nullable(shape: Shape): Shape {
  return (value, at) => (value === null ? [] : shape(value, at))
}

export function list(shape: Shape): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return [`${at} is no list: ${JSON.stringify(value)}`]
    return value.flatMap((item, index) => shape(item, `${at}[${index}]`))
  }
}

/** Any keys, each with a value of this shape. */
export function map(shape: Shape): Shape {
  return (value, at) => {
    if (!isPlain(value)) return [`${at} is no object: ${JSON.stringify(value)}`]
    return Object.entries(value).flatMap(([key, item]) => shape(item, `${at}.${key}`))
  }
}

/** Exactly these keys; those of `perhaps` may be missing. */
export function object(fields: Fields, perhaps: Fields = {}): Shape {
  const known: Fields = { ...fields, ...perhaps }
  return (value, at) => {
    if (!isPlain(value)) return [`${at} is no object: ${JSON.stringify(value)}`]
    const missing = Object.keys(fields).filter((key) => !Object.hasOwn(value, key))
    const extra = Object.keys(value).filter((key) => !Object.hasOwn(known, key))
    return [
      ...missing.map((key) => `${at}.${key} is missing`),
      ...extra.map((key) => `${at}.${key} should not be there`),
      ...Object.entries(value).flatMap(([key, item]) =>
        Object.hasOwn(known, key) ? known[key](item, `${at}.${key}`) : []
      ),
    ]
  }
}

/** A page of a list: keys, and that they agree with one another. */
export function page(shape: Shape): Shape {
  const keys = object({
    results: list(shape),
    total: count,
    page: pieces,
    total_pages: pieces,
    has_next: flag,
    has_previous: flag,
    count,
    next: nullable(url),
    previous: nullable(url),
  })
  return (value, at) => {
    const problems = keys(value, at)
    return problems.length > 0 ? problems : contradictions(value, at)
  }
}

function contradictions(value: any, at: string): string[] {
  const { total, page: current, total_pages: pages, has_next: hasNext } = value
  const said: [boolean, string][] = [
    [value.count === total, 'count differs from total'],
    [hasNext === current < pages, 'has_next contradicts the number of pages'],
    [hasNext === (value.next !== null), 'next contradicts has_next'],
    [value.has_previous === (value.previous !== null), 'previous contradicts has_previous'],
    [value.has_previous === current > 1, 'has_previous contradicts the page'],
    [current <= pages || value.results.length === 0, 'rows beyond the end'],
  ]
  return said.filter(([holds]) => !holds).map(([, problem]) => `${at}: ${problem}`)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
