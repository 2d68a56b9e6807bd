import type { Description } from '#openapi/describe'
import { object, text } from '#openapi/schemas'
import { SignInSchema } from '#transformers/user_transformer'
import { loginValidator, passwordLoginValidator, tokenRefreshValidator } from '#validators/login'

const tag = '登录'

const userExample = {
  id: 1042,
  username: '用户_7c19e2aa40f1',
  avatar_url: 'https://shop.example.com/media/defaults/avatar.png',
  phone: null,
  email: null,
  role: 'individual',
  has_company_info: false,
  company_status: null,
  company_name: null,
  is_staff: false,
  is_active: true,
  date_joined: '2026-03-02T09:11:20.104+08:00',
  last_login_at: '2026-03-02T09:11:20.311+08:00',
  orders_count: 0,
  completed_orders_count: 0,
  company_info: null,
}

const signedIn = (user: object) => ({
  200: {
    description: '已登录',
    schema: SignInSchema,
    example: { access: 'at_example', refresh: 'rt_example', user },
  },
})

export const login: Description = {
  summary: '微信登录',
  description:
    '第一次登录时创建账号。请求中的令牌不看。每个网络地址每分钟最多 5 次。' +
    '微信拒绝时，回答中还有微信的 errcode 和 errmsg。',
  tag,
  body: loginValidator,
  bodyExample: { code: '0a3Fxx000example' },
  answers: signedIn(userExample),
  refusals: {
    400: ['VALIDATION_ERROR', 'WECHAT_CODE_INVALID'],
    403: [],
    503: ['WECHAT_UNAVAILABLE'],
  },
}

export const refreshToken: Description = {
  summary: '换取新的访问令牌',
  description: '刷新令牌本身不变，可以同时多次使用。',
  tag,
  body: tokenRefreshValidator,
  bodyExample: { refresh: 'rt_example' },
  answers: {
    200: {
      description: '新的访问令牌',
      schema: object('Refreshed', { access: text('访问令牌，有效期 7 天') }),
      example: { access: 'at_example' },
    },
  },
  refusals: { 401: [] },
}

export const passwordLogin: Description = {
  summary: '员工用密码登录',
  description: '只有管理员和客服可以使用；与微信登录共用次数限制。',
  tag,
  body: passwordLoginValidator,
  bodyExample: { username: 'manager', password: '········' },
  answers: signedIn({ ...userExample, id: 1, username: 'manager', role: 'admin', is_staff: true }),
  refusals: { 401: [], 403: [] },
}
