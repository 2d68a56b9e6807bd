import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { merchant } = controllers

/** Workbench and orders. Who may do what is decided by the policies. */
export function orderRoutes() {
  router
    .group(() => {
      router.get('/', [merchant.Workbench, 'show'])
      router.get('/low-stock', [merchant.LowStock, 'index'])
      router.get('/orders', [merchant.Orders, 'index'])
      router.get('/orders/by-number/:number', [merchant.OrderActions, 'show'])
      router.get('/orders/:id', [merchant.Orders, 'show'])
      router.get('/orders/:id/actions', [merchant.OrderActions, 'index'])
      router.get('/orders/:id/shipment', [merchant.OrderShipments, 'create'])
      router.post('/orders/:id/shipment', [merchant.OrderShipments, 'store'])
      router.get('/orders/:id/completion', [merchant.OrderCompletions, 'create'])
      router.post('/orders/:id/completion', [merchant.OrderCompletions, 'store'])
      router.get('/orders/:id/cancellation', [merchant.OrderCancellations, 'create'])
      router.post('/orders/:id/cancellation', [merchant.OrderCancellations, 'store'])
      router.get('/orders/:id/note', [merchant.OrderNotes, 'edit'])
      router.post('/orders/:id/note', [merchant.OrderNotes, 'update'])
      router
        .post('/orders/:id/payments/:paymentId/sync', [merchant.PaymentSyncs, 'store'])
        .where('paymentId', { match: /^[1-9]\d{0,14}$/, cast: (value) => Number(value) })
    })
    .prefix('/admin')
    .use(middleware.staff())
}
