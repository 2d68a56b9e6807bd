import vine from '@vinejs/vine'

/**
 * What the field is, for the API document. Not `meta()`: in Vine 4.4 it makes every field accept null.
 */
export const described = vine.createRule((_value: unknown, _description: string) => {}, {
  name: 'described',
  toJSONSchema: (schema, description) => {
    schema.description = description
  },
})

/** A text of blanks is a text that was not filled in. */
const filled = vine.createRule(
  (value: unknown, _: undefined, field) => {
    if (typeof value === 'string' && value.trim() === '')
      field.report('请填写{{ field }}', 'required', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.minLength = 1
    },
  }
)

/** A trimmed text of 1 to `max` characters. */
export const filledText = (max: number) => vine.string().trim().use(filled()).maxLength(max)

/** A trimmed text up to `max` characters; blank and `null` both mean "no value" and become null. */
export const clearableText = (max: number, description = '空文字清除') =>
  vine.string().parse(blankToNull).trim().maxLength(max).use(described(description)).nullable()

export function blankToNull(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? null : value
}
