import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { addToCart, clearCart, removeFromCart, showCart, updateCart } from '#descriptions/cart'
import {
  cancelOrder,
  confirmReceipt,
  createBatchOrders,
  createOrder,
  listOrders,
  showOrder,
} from '#descriptions/orders'
import {
  cancelPayment,
  createPayment,
  expirePayment,
  failPayment,
  listPayments,
  showPayment,
  startPayment,
  syncPayment,
} from '#descriptions/payments'
import { middleware } from '#start/kernel'
import { paymentThrottle } from '#start/limiter'

const { api } = controllers

/** Cart, orders and payments of the signed-in shopper. */
router
  .group(() => {
    router.get('cart/my_cart', [api.Cart, 'show']).as('cart.show').describe(showCart)
    router
      .post('cart/add_item', [api.Cart, 'add'])
      .use(middleware.idempotent())
      .as('cart.add')
      .describe(addToCart)
    router.post('cart/update_item', [api.Cart, 'update']).as('cart.update').describe(updateCart)
    router.post('cart/remove_item', [api.Cart, 'remove']).as('cart.remove').describe(removeFromCart)
    router.post('cart/clear', [api.Cart, 'clear']).as('cart.clear').describe(clearCart)

    router
      .post('orders/create_batch_orders', [api.OrderCheckouts, 'store'])
      .as('orders.create_batch')
      .describe(createBatchOrders)
    router
      .post('orders/create_order', [api.OrderCheckouts, 'storeOne'])
      .as('orders.create')
      .describe(createOrder)
    router.get('orders/my_orders', [api.Orders, 'index']).as('orders.index').describe(listOrders)
    router.get('orders/:id', [api.Orders, 'show']).as('orders.show').describe(showOrder)
    router
      .patch('orders/:id/cancel', [api.OrderCancellations, 'update'])
      .as('orders.cancel')
      .describe(cancelOrder)
    router
      .put('orders/:id/cancel', [api.OrderCancellations, 'update'])
      .as('orders.cancel_put')
      .describe(cancelOrder)
    router
      .patch('orders/:id/confirm_receipt', [api.OrderReceipts, 'update'])
      .as('orders.confirm')
      .describe(confirmReceipt)
    router
      .put('orders/:id/confirm_receipt', [api.OrderReceipts, 'update'])
      .as('orders.confirm_put')
      .describe(confirmReceipt)

    router.get('payments', [api.Payments, 'index']).as('payments.index').describe(listPayments)
    router
      .post('payments', [api.Payments, 'store'])
      .use([paymentThrottle, middleware.idempotent()])
      .as('payments.store')
      .describe(createPayment)
    router.get('payments/:id', [api.Payments, 'show']).as('payments.show').describe(showPayment)
    router
      .post('payments/:id/start', [api.PaymentStarts, 'store'])
      .use(paymentThrottle)
      .as('payments.start')
      .describe(startPayment)
    router
      .post('payments/:id/sync', [api.PaymentSyncs, 'store'])
      .as('payments.sync')
      .describe(syncPayment)
    router
      .post('payments/:id/fail', [api.AbandonedPayments, 'fail'])
      .as('payments.fail')
      .describe(failPayment)
    router
      .post('payments/:id/cancel', [api.AbandonedPayments, 'cancel'])
      .as('payments.cancel')
      .describe(cancelPayment)
    router
      .post('payments/:id/expire', [api.AbandonedPayments, 'expire'])
      .as('payments.expire')
      .describe(expirePayment)
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
