import vine from '@vinejs/vine'
import { described, filledText } from '#validators/text'

/** The code of `wx.login`. */
export const loginValidator = vine.create({
  code: filledText(512).use(described('wx.login 得到的 code')),
})

export const tokenRefreshValidator = vine.create({
  refresh: filledText(512).use(described('登录时得到的 refresh')),
})

/** Passwords are taken as they were typed, blanks included. */
export const passwordLoginValidator = vine.create({
  username: filledText(150).use(described('用户名')),
  password: vine.string().minLength(1).maxLength(256).use(described('密码')),
})
