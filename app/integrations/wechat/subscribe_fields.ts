import { toShanghaiText } from '#shared/shanghai'

/**
 * What WeChat accepts in the fields of a subscribe message, by the kind in the field's name (`thing1`
 * is a `thing`). One bad value fails the whole message, so values are made to fit: cut by code points,
 * never in the middle of one; an empty value becomes 无, `-` or 0. Rule: docs/rules/notifications.md
 */
export function fittingValue(field: string, value: string): string {
  const kind = field.replace(/\d+$/, '')
  const plain = value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  const { fit, empty } = KINDS[kind] ?? KINDS.thing
  return fit(plain) || empty
}

interface Kind {
  fit: (value: string) => string
  /** what stands for nothing */
  empty: string
}

const KINDS: Record<string, Kind> = {
  thing: { fit: (value) => cut(value, 20), empty: '无' },
  character_string: { fit: (value) => cut(only(value, /[\x20-\x7e]/g), 32), empty: '-' },
  number: { fit: (value) => /-?\d+(\.\d+)?/.exec(value)?.[0].slice(0, 32) ?? '', empty: '0' },
  letter: { fit: (value) => cut(only(value, /[A-Za-z]/g), 32), empty: 'NA' },
  symbol: { fit: (value) => cut(only(value, /[\p{P}\p{S}]/gu), 5), empty: '-' },
  time: { fit: moment, empty: '-' },
  date: { fit: moment, empty: '-' },
  amount: { fit: amount, empty: '0' },
  phrase: { fit: (value) => cut(only(value, /\p{Script=Han}/gu), 5), empty: '无' },
  name: { fit: name, empty: '无' },
  phone_number: { fit: (value) => cut(only(value, /[\d+\- ]/g), 17), empty: '-' },
  car_number: { fit: (value) => cut(value, 8), empty: '-' },
}

function cut(value: string, length: number): string {
  return [...value].slice(0, length).join('').trim()
}

function only(value: string, allowed: RegExp): string {
  return (value.match(allowed) ?? []).join('').trim()
}

/** An instant as JSON has it becomes local time; seconds are dropped; other forms stay. */
function moment(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)) {
    const at = new Date(value)
    return Number.isNaN(at.getTime()) ? '' : toShanghaiText(at).slice(0, 16)
  }
  return value.replace(/(\d{1,2}:\d{2}):\d{2}/g, '$1')
}

/** `¥3,599.10` keeps its sign and loses its separators. */
function amount(value: string): string {
  return /[¥￥$€]?\d{1,10}(\.\d+)?元?/.exec(value.replace(/,/g, ''))?.[0] ?? ''
}

/** Ten characters when there is Chinese among them, twenty without. */
function name(value: string): string {
  return cut(value, /\p{Script=Han}/u.test(value) ? 10 : 20)
}
