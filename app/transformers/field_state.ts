export interface FieldState {
  id: string
  messages: string[]
  describedBy: string | undefined
  /** the first refused field of a form takes the focus */
  autofocus: boolean
}

/** What a form field shows of its last refusal. `errors` is the whole form's: messages by field name. */
export function fieldState(props: {
  name: string
  id?: string
  help?: string
  errors?: Record<string, string[]>
  autofocus?: boolean
}): FieldState {
  const { name, help, errors = {} } = props
  const id = props.id ?? `field-${name.replace(/\W+/g, '-')}`
  const messages = errors[name] ?? []
  const parts = [messages.length > 0 && `${id}-error`, help && `${id}-help`].filter(Boolean)
  const [firstInvalid] = Object.keys(errors)
  return {
    id,
    messages,
    describedBy: parts.join(' ') || undefined,
    autofocus: firstInvalid ? firstInvalid === name : props.autofocus === true,
  }
}
