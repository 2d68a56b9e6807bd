import type { Static } from 'typebox'
import type { Description } from '#openapi/describe'
import { count, moneyNumber, object } from '#openapi/schemas'
import { ProfileSchema } from '#transformers/profile_transformer'
import { profileValidator } from '#validators/profile'

const tag = '个人资料'

const profileExample: Static<typeof ProfileSchema> = {
  id: 1042,
  username: '小周',
  avatar_url: 'https://shop.example.com/media/images/2026/03/02/5f0c.jpg',
  phone: '13800000000',
  email: null,
  role: 'dealer',
  has_company_info: true,
  company_status: 'approved',
  company_name: '示例电器有限公司',
}

const profileAnswers = (description: string) => ({
  200: { description, schema: ProfileSchema, example: profileExample },
})

export const showProfile: Description = {
  summary: '我的资料',
  tag,
  answers: profileAnswers('资料'),
}

export const updateProfile: Description = {
  summary: '修改我的资料',
  description: '没有传的字段保持不变；身份等其他字段会被忽略。PUT 与 PATCH 相同。',
  tag,
  body: profileValidator,
  bodyExample: { username: '小周', phone: '13800000000' },
  answers: profileAnswers('修改后的资料'),
}

export const showStatistics: Description = {
  summary: '我的订单统计',
  tag,
  answers: {
    200: {
      description: '统计',
      schema: object('UserStatistics', {
        orders_count: count('全部订单'),
        completed_orders_count: count('已完成的订单'),
        pending_orders_count: count('待支付的订单'),
        total_spent: moneyNumber('已完成订单的折前合计'),
      }),
      example: {
        orders_count: 12,
        completed_orders_count: 9,
        pending_orders_count: 1,
        total_spent: 28650.5,
      },
    },
  },
}
