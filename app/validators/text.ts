import vine from '@vinejs/vine'

/** A text of blanks is a text that was not filled in. */
const filled = vine.createRule((value: unknown, _: undefined, field) => {
  if (typeof value === 'string' && value.trim() === '')
    field.report('请填写{{ field }}', 'required', field)
})

/** A trimmed text of 1 to `max` characters. */
export const filledText = (max: number) => vine.string().trim().use(filled()).maxLength(max)

/** A trimmed text up to `max` characters; blank and `null` both mean "no value" and become null. */
export const clearableText = (max: number) =>
  vine.string().parse(blankToNull).trim().maxLength(max).nullable()

export function blankToNull(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? null : value
}
