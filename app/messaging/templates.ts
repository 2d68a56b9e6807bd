import type { NotificationType } from '#shared/notification_types'
import type { MessageTemplate } from '#shared/settings/messages'
import settings from '#start/env'

/** The WeChat template of a type of notification; undefined when the shop has none for it. */
export function templateFor(type: NotificationType): MessageTemplate | undefined {
  return settings.messages.templates[type]
}

/** The types for which messages can be sent. */
export function sendableTypes(): NotificationType[] {
  return Object.keys(settings.messages.templates) as NotificationType[]
}
