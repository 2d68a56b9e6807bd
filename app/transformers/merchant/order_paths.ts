import type { OfferedAction, OrderAction } from '#orders/row_actions'

export const ORDERS = '/merchant/admin/orders'

const FORMS: Record<OrderAction, { path: string; icon: string }> = {
  ship: { path: 'shipment', icon: 'truck' },
  complete: { path: 'completion', icon: 'circle-check' },
  cancel: { path: 'cancellation', icon: 'ban' },
}

export const orderPath = (id: number, query = '') => `${ORDERS}/${id}${query && `?${query}`}`

export interface ActionLink extends OfferedAction {
  href: string
  icon: string
}

/** Where an action of an order is asked for and carried out. */
export function actionLink(id: number, offered: OfferedAction): ActionLink {
  const { path, icon } = FORMS[offered.action]
  return { ...offered, href: `${ORDERS}/${id}/${path}`, icon }
}
