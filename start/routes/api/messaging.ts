import router from '@adonisjs/core/services/router'
import {
  listNotifications,
  listSubscribeTemplates,
  markAllNotificationsRead,
  markNotificationRead,
  showNotification,
  showNotificationStats,
} from '#descriptions/notifications'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { api } = controllers

/** The message centre of the signed-in shopper. */
router
  .group(() => {
    router
      .get('notifications', [api.Notifications, 'index'])
      .as('notifications.index')
      .describe(listNotifications)
    router
      .get('notifications/stats', [api.NotificationStats, 'show'])
      .as('notifications.stats')
      .describe(showNotificationStats)
    router
      .get('notifications/subscribe_templates', [api.SubscribeTemplates, 'index'])
      .as('notifications.subscribe_templates')
      .describe(listSubscribeTemplates)
    router
      .post('notifications/mark_all_read', [api.NotificationReads, 'storeAll'])
      .as('notifications.mark_all_read')
      .describe(markAllNotificationsRead)
    router
      .get('notifications/:id', [api.Notifications, 'show'])
      .as('notifications.show')
      .describe(showNotification)
    router
      .post('notifications/:id/mark_read', [api.NotificationReads, 'store'])
      .as('notifications.mark_read')
      .describe(markNotificationRead)
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
