import type { Description } from '#openapi/describe'
import { count, labelled, oneOf, pageOf, paging, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { NOTIFICATION_STATUSES, NOTIFICATION_TYPES } from '#shared/notification_types'
import { NotificationSchema } from '#transformers/notification_transformer'

const tag = '消息通知'

const example = {
  id: 903,
  title: '支付成功',
  content: '您的订单 1772435131907725 已完成支付，共 ¥3599.10',
  type: 'payment',
  type_display: '支付',
  status: 'sent',
  status_display: '已发送',
  metadata: {
    order_id: 5602,
    order_number: '1772435131907725',
    payment_id: 6110,
    status: 'succeeded',
    amount: '3599.10',
    page: 'pages/order-detail/index?id=5602',
    subscription_data: {
      thing1: { value: '订单 1772435131907725' },
      time2: { value: '2026-03-02 15:08' },
      thing3: { value: '已支付 ¥3599.10' },
    },
  },
  created_at: '2026-03-02T15:08:22.640+08:00',
  sent_at: '2026-03-02T15:08:23.117+08:00',
  read_at: null,
  is_read: false,
}

const read = {
  ...example,
  read_at: '2026-03-02T15:20:11.004+08:00',
  is_read: true,
}

export const listNotifications: Description = {
  summary: '消息列表',
  description: '只有自己的消息，新的在前。',
  tag,
  query: {
    ...paging({ size: 10, max: 50 }),
    type: labelled(NOTIFICATION_TYPES, '只看这个类型'),
    status: labelled(NOTIFICATION_STATUSES, '只看微信订阅消息为这个状态的'),
    read: oneOf(
      ['1', 'true', 'yes', 'read', '0', 'false', 'no', 'unread'],
      '只看已读（1、true、yes、read）或未读（0、false、no、unread）'
    ),
  },
  answers: {
    200: {
      description: '一页消息',
      schema: pageOf(NotificationSchema),
      example: {
        results: [example],
        total: 1,
        page: 1,
        total_pages: 1,
        has_next: false,
        has_previous: false,
        count: 1,
        next: null,
        previous: null,
      },
    },
  },
}

export const showNotification: Description = {
  summary: '一条消息',
  tag,
  answers: { 200: { description: '消息', schema: NotificationSchema, example } },
  refusals: { 404: [] },
}

export const markNotificationRead: Description = {
  summary: '标为已读',
  description: '可以重复调用，保留第一次阅读的时间。',
  tag,
  answers: { 200: { description: '已读的消息', schema: NotificationSchema, example: read } },
  refusals: { 404: [] },
}

export const markAllNotificationsRead: Description = {
  summary: '全部标为已读',
  tag,
  answers: {
    200: {
      description: '这次由未读变为已读的条数',
      schema: Type.Object({ marked: count('条数') }, { additionalProperties: false }),
      example: { marked: 3 },
    },
  },
}

export const showNotificationStats: Description = {
  summary: '消息数量',
  tag,
  answers: {
    200: {
      description: '自己的消息数量',
      schema: Type.Object(
        {
          unread_count: count('未读'),
          pending_count: count('微信订阅消息尚未发送，与是否已读无关'),
          total: count('全部'),
        },
        { additionalProperties: false }
      ),
      example: { unread_count: 3, pending_count: 1, total: 26 },
    },
  },
}

export const listSubscribeTemplates: Description = {
  summary: '可订阅的微信消息',
  description: '最多三个不同的模板，付款、订单、退款优先；商城没有设置模板时为空。',
  tag,
  answers: {
    200: {
      description: '交给 wx.requestSubscribeMessage 的模板',
      schema: Type.Object(
        {
          templates: Type.Array(
            Type.Object(
              {
                scene: labelled(NOTIFICATION_TYPES, '消息类型'),
                template_id: text('微信的模板编号'),
                page: text('点击消息打开的页面'),
              },
              { additionalProperties: false }
            )
          ),
          default_page: text('没有自己页面的消息打开的页面'),
        },
        { additionalProperties: false }
      ),
      example: {
        templates: [
          { scene: 'payment', template_id: 'tmpl-payment-0001', page: 'pages/home/index' },
        ],
        default_page: 'pages/home/index',
      },
    },
  },
}
