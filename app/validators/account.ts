import vine from '@vinejs/vine'

/** One's own name and contacts, as typed on the account page. */
export const accountValidator = vine.create({
  username: vine.string().trim().minLength(1).maxLength(150),
  phone: vine
    .string()
    .trim()
    .regex(/^\+?[\d-]{5,20}$/)
    .optional(),
  email: vine.string().trim().email().maxLength(254).optional(),
})

export const passwordValidator = vine.create({
  current_password: vine.string().maxLength(1000),
  password: vine.string().maxLength(1000),
  password_confirmation: vine.string().maxLength(1000),
})
