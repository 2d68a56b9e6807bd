import vine from '@vinejs/vine'
import { filledText } from '#validators/text'

/** The code of `wx.login`. */
export const loginValidator = vine.create({ code: filledText(512) })

export const tokenRefreshValidator = vine.create({ refresh: filledText(512) })

/** Passwords are taken as they were typed, blanks included. */
export const passwordLoginValidator = vine.create({
  username: filledText(150),
  password: vine.string().minLength(1).maxLength(256),
})
