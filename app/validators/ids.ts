import vine from '@vinejs/vine'

const LARGEST_ID = Number.MAX_SAFE_INTEGER

/** A whole number, as a number or as digits; lists, switches and blanks are no numbers. */
export const wholeNumber = () => vine.number().parse(digitsOnly).withoutDecimals()

/** An id of ours: a positive whole number that a JavaScript number can hold. */
export const recordId = () => wholeNumber().range([1, LARGEST_ID])

function digitsOnly(value: unknown): unknown {
  if (value === undefined || value === null || typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? value : 'no number'
}
