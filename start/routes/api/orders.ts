import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { paymentThrottle } from '#start/limiter'

const { api } = controllers

/** Cart, orders and payments of the signed-in shopper. */
router
  .group(() => {
    router.get('cart/my_cart', [api.Cart, 'show']).as('cart.show')
    router.post('cart/add_item', [api.Cart, 'add']).as('cart.add')
    router.post('cart/update_item', [api.Cart, 'update']).as('cart.update')
    router.post('cart/remove_item', [api.Cart, 'remove']).as('cart.remove')
    router.post('cart/clear', [api.Cart, 'clear']).as('cart.clear')

    router
      .post('orders/create_batch_orders', [api.OrderCheckouts, 'store'])
      .as('orders.create_batch')
    router.post('orders/create_order', [api.OrderCheckouts, 'storeOne']).as('orders.create')
    router.get('orders/my_orders', [api.Orders, 'index']).as('orders.index')
    router.get('orders/:id', [api.Orders, 'show']).as('orders.show')
    router.patch('orders/:id/cancel', [api.OrderCancellations, 'update']).as('orders.cancel')
    router.put('orders/:id/cancel', [api.OrderCancellations, 'update']).as('orders.cancel_put')
    router.patch('orders/:id/confirm_receipt', [api.OrderReceipts, 'update']).as('orders.confirm')
    router.put('orders/:id/confirm_receipt', [api.OrderReceipts, 'update']).as('orders.confirm_put')

    router.get('payments', [api.Payments, 'index']).as('payments.index')
    router.post('payments', [api.Payments, 'store']).use(paymentThrottle).as('payments.store')
    router.get('payments/:id', [api.Payments, 'show']).as('payments.show')
    router
      .post('payments/:id/start', [api.PaymentStarts, 'store'])
      .use(paymentThrottle)
      .as('payments.start')
    router.post('payments/:id/sync', [api.PaymentSyncs, 'store']).as('payments.sync')
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
