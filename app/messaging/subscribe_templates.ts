import { templateFor } from '#messaging/templates'
import { NOTIFICATION_TYPES, type NotificationType } from '#shared/notification_types'
import settings from '#start/env'

export interface SubscribeTemplate {
  scene: NotificationType
  template_id: string
  page: string
}

/** `wx.requestSubscribeMessage` takes no more, and the mini-program passes on all that it gets. */
const AT_MOST = 3

/** The templates that a customer is asked to accept: distinct ids, payment, order and refund first. */
export function subscribeTemplates(): { templates: SubscribeTemplate[]; default_page: string } {
  const { defaultPage } = settings.messages
  const templates = new Map<string, SubscribeTemplate>()
  for (const scene of Object.keys(NOTIFICATION_TYPES) as NotificationType[]) {
    const template = templateFor(scene)
    if (!template || templates.has(template.templateId) || templates.size === AT_MOST) continue
    const { templateId, page = defaultPage } = template
    templates.set(templateId, { scene, template_id: templateId, page })
  }
  return { templates: [...templates.values()], default_page: defaultPage }
}
