import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'categories.index': { paramsTuple?: []; params?: {} }
    'categories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'brands.index': { paramsTuple?: []; params?: {} }
    'brands.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.by_category': { paramsTuple?: []; params?: {} }
    'products.by_brand': { paramsTuple?: []; params?: {} }
    'recommendations.index': { paramsTuple?: []; params?: {} }
    'search_suggestions.index': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords_of_products': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords': { paramsTuple?: []; params?: {} }
    'related_products.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'home_banners.index': { paramsTuple?: []; params?: {} }
    'special_zone_covers.index': { paramsTuple?: []; params?: {} }
    'cases.index': { paramsTuple?: []; params?: {} }
    'cases.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_products.index': { paramsTuple?: []; params?: {} }
    'user_products.discounts': { paramsTuple?: []; params?: {} }
    'search_history.index': { paramsTuple?: []; params?: {} }
    'catalog.clear_history': { paramsTuple?: []; params?: {} }
    'catalog.delete_history': { paramsTuple?: []; params?: {} }
    'api.notifications.index': { paramsTuple?: []; params?: {} }
    'api.notifications.stats': { paramsTuple?: []; params?: {} }
    'api.notifications.subscribe_templates': { paramsTuple?: []; params?: {} }
    'api.notifications.mark_all_read': { paramsTuple?: []; params?: {} }
    'api.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notifications.mark_read': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.document.show': { paramsTuple?: []; params?: {} }
    'api.document.read': { paramsTuple?: []; params?: {} }
    'webhooks.wechat_pay': { paramsTuple?: []; params?: {} }
    'webhooks.wechat_pay_refund': { paramsTuple?: []; params?: {} }
    'webhooks.unknown_payment': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'webhooks.unknown_refund': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'merchant.home.show': { paramsTuple?: []; params?: {} }
    'merchant.session.create': { paramsTuple?: []; params?: {} }
    'merchant.session.store': { paramsTuple?: []; params?: {} }
    'merchant.session.destroy': { paramsTuple?: []; params?: {} }
    'merchant.account.show': { paramsTuple?: []; params?: {} }
    'merchant.account.update': { paramsTuple?: []; params?: {} }
    'merchant.account_password.update': { paramsTuple?: []; params?: {} }
    'merchant.account_preferences.update': { paramsTuple?: []; params?: {} }
    'merchant.account_sessions.destroy_others': { paramsTuple?: []; params?: {} }
    'merchant.account_sessions.destroy': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'merchant.workbench.show': { paramsTuple?: []; params?: {} }
    'merchant.low_stock.index': { paramsTuple?: []; params?: {} }
    'merchant.orders.index': { paramsTuple?: []; params?: {} }
    'merchant.order_actions.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'merchant.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_actions.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_shipments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_shipments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_completions.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_cancellations.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_notes.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.payment_syncs.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'paymentId': ParamValue} }
    'merchant.components.index': { paramsTuple?: []; params?: {} }
    'merchant.components.menu': { paramsTuple?: []; params?: {} }
    'merchant.components.drawer': { paramsTuple?: []; params?: {} }
    'merchant.components.store': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'api.login': { paramsTuple?: []; params?: {} }
    'api.token_refresh': { paramsTuple?: []; params?: {} }
    'api.password_login': { paramsTuple?: []; params?: {} }
    'api.admin_login': { paramsTuple?: []; params?: {} }
    'api.profile.show': { paramsTuple?: []; params?: {} }
    'api.profile.update': { paramsTuple?: []; params?: {} }
    'api.profile.replace': { paramsTuple?: []; params?: {} }
    'api.statistics': { paramsTuple?: []; params?: {} }
    'api.addresses.index': { paramsTuple?: []; params?: {} }
    'api.addresses.store': { paramsTuple?: []; params?: {} }
    'api.addresses.parse': { paramsTuple?: []; params?: {} }
    'api.addresses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.addresses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.addresses.replace': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.addresses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.addresses.set_default': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.show': { paramsTuple?: []; params?: {} }
    'api.company_info.store': { paramsTuple?: []; params?: {} }
    'api.company_info.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.replace': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.withdraw': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.cart.show': { paramsTuple?: []; params?: {} }
    'api.cart.add': { paramsTuple?: []; params?: {} }
    'api.cart.update': { paramsTuple?: []; params?: {} }
    'api.cart.remove': { paramsTuple?: []; params?: {} }
    'api.cart.clear': { paramsTuple?: []; params?: {} }
    'api.orders.create_batch': { paramsTuple?: []; params?: {} }
    'api.orders.create': { paramsTuple?: []; params?: {} }
    'api.orders.index': { paramsTuple?: []; params?: {} }
    'api.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.cancel_put': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.confirm': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.confirm_put': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.index': { paramsTuple?: []; params?: {} }
    'api.payments.store': { paramsTuple?: []; params?: {} }
    'api.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.start': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.sync': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.fail': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.expire': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.media_images.store': { paramsTuple?: []; params?: {} }
    'api.private_files.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  GET: {
    'categories.index': { paramsTuple?: []; params?: {} }
    'categories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'brands.index': { paramsTuple?: []; params?: {} }
    'brands.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.by_category': { paramsTuple?: []; params?: {} }
    'products.by_brand': { paramsTuple?: []; params?: {} }
    'recommendations.index': { paramsTuple?: []; params?: {} }
    'search_suggestions.index': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords_of_products': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords': { paramsTuple?: []; params?: {} }
    'related_products.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'home_banners.index': { paramsTuple?: []; params?: {} }
    'special_zone_covers.index': { paramsTuple?: []; params?: {} }
    'cases.index': { paramsTuple?: []; params?: {} }
    'cases.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_products.index': { paramsTuple?: []; params?: {} }
    'user_products.discounts': { paramsTuple?: []; params?: {} }
    'search_history.index': { paramsTuple?: []; params?: {} }
    'api.notifications.index': { paramsTuple?: []; params?: {} }
    'api.notifications.stats': { paramsTuple?: []; params?: {} }
    'api.notifications.subscribe_templates': { paramsTuple?: []; params?: {} }
    'api.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.document.show': { paramsTuple?: []; params?: {} }
    'api.document.read': { paramsTuple?: []; params?: {} }
    'merchant.home.show': { paramsTuple?: []; params?: {} }
    'merchant.session.create': { paramsTuple?: []; params?: {} }
    'merchant.account.show': { paramsTuple?: []; params?: {} }
    'merchant.workbench.show': { paramsTuple?: []; params?: {} }
    'merchant.low_stock.index': { paramsTuple?: []; params?: {} }
    'merchant.orders.index': { paramsTuple?: []; params?: {} }
    'merchant.order_actions.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'merchant.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_actions.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_shipments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_completions.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_cancellations.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_notes.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.components.index': { paramsTuple?: []; params?: {} }
    'merchant.components.menu': { paramsTuple?: []; params?: {} }
    'merchant.components.drawer': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'api.profile.show': { paramsTuple?: []; params?: {} }
    'api.statistics': { paramsTuple?: []; params?: {} }
    'api.addresses.index': { paramsTuple?: []; params?: {} }
    'api.addresses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.show': { paramsTuple?: []; params?: {} }
    'api.cart.show': { paramsTuple?: []; params?: {} }
    'api.orders.index': { paramsTuple?: []; params?: {} }
    'api.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.index': { paramsTuple?: []; params?: {} }
    'api.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.private_files.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  HEAD: {
    'categories.index': { paramsTuple?: []; params?: {} }
    'categories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'brands.index': { paramsTuple?: []; params?: {} }
    'brands.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.by_category': { paramsTuple?: []; params?: {} }
    'products.by_brand': { paramsTuple?: []; params?: {} }
    'recommendations.index': { paramsTuple?: []; params?: {} }
    'search_suggestions.index': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords_of_products': { paramsTuple?: []; params?: {} }
    'catalog.hot_keywords': { paramsTuple?: []; params?: {} }
    'related_products.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'home_banners.index': { paramsTuple?: []; params?: {} }
    'special_zone_covers.index': { paramsTuple?: []; params?: {} }
    'cases.index': { paramsTuple?: []; params?: {} }
    'cases.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_products.index': { paramsTuple?: []; params?: {} }
    'user_products.discounts': { paramsTuple?: []; params?: {} }
    'search_history.index': { paramsTuple?: []; params?: {} }
    'api.notifications.index': { paramsTuple?: []; params?: {} }
    'api.notifications.stats': { paramsTuple?: []; params?: {} }
    'api.notifications.subscribe_templates': { paramsTuple?: []; params?: {} }
    'api.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.document.show': { paramsTuple?: []; params?: {} }
    'api.document.read': { paramsTuple?: []; params?: {} }
    'merchant.home.show': { paramsTuple?: []; params?: {} }
    'merchant.session.create': { paramsTuple?: []; params?: {} }
    'merchant.account.show': { paramsTuple?: []; params?: {} }
    'merchant.workbench.show': { paramsTuple?: []; params?: {} }
    'merchant.low_stock.index': { paramsTuple?: []; params?: {} }
    'merchant.orders.index': { paramsTuple?: []; params?: {} }
    'merchant.order_actions.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'merchant.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_actions.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_shipments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_completions.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_cancellations.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_notes.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.components.index': { paramsTuple?: []; params?: {} }
    'merchant.components.menu': { paramsTuple?: []; params?: {} }
    'merchant.components.drawer': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'api.profile.show': { paramsTuple?: []; params?: {} }
    'api.statistics': { paramsTuple?: []; params?: {} }
    'api.addresses.index': { paramsTuple?: []; params?: {} }
    'api.addresses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.show': { paramsTuple?: []; params?: {} }
    'api.cart.show': { paramsTuple?: []; params?: {} }
    'api.orders.index': { paramsTuple?: []; params?: {} }
    'api.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.index': { paramsTuple?: []; params?: {} }
    'api.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.private_files.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  POST: {
    'catalog.clear_history': { paramsTuple?: []; params?: {} }
    'api.notifications.mark_all_read': { paramsTuple?: []; params?: {} }
    'api.notifications.mark_read': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.wechat_pay': { paramsTuple?: []; params?: {} }
    'webhooks.wechat_pay_refund': { paramsTuple?: []; params?: {} }
    'webhooks.unknown_payment': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'webhooks.unknown_refund': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'merchant.session.store': { paramsTuple?: []; params?: {} }
    'merchant.session.destroy': { paramsTuple?: []; params?: {} }
    'merchant.order_shipments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.order_notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'merchant.payment_syncs.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'paymentId': ParamValue} }
    'merchant.components.store': { paramsTuple?: []; params?: {} }
    'api.login': { paramsTuple?: []; params?: {} }
    'api.token_refresh': { paramsTuple?: []; params?: {} }
    'api.password_login': { paramsTuple?: []; params?: {} }
    'api.admin_login': { paramsTuple?: []; params?: {} }
    'api.addresses.store': { paramsTuple?: []; params?: {} }
    'api.addresses.parse': { paramsTuple?: []; params?: {} }
    'api.addresses.set_default': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.store': { paramsTuple?: []; params?: {} }
    'api.company_info.withdraw': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.cart.add': { paramsTuple?: []; params?: {} }
    'api.cart.update': { paramsTuple?: []; params?: {} }
    'api.cart.remove': { paramsTuple?: []; params?: {} }
    'api.cart.clear': { paramsTuple?: []; params?: {} }
    'api.orders.create_batch': { paramsTuple?: []; params?: {} }
    'api.orders.create': { paramsTuple?: []; params?: {} }
    'api.payments.store': { paramsTuple?: []; params?: {} }
    'api.payments.start': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.sync': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.fail': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.payments.expire': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.media_images.store': { paramsTuple?: []; params?: {} }
  }
  DELETE: {
    'catalog.delete_history': { paramsTuple?: []; params?: {} }
    'merchant.account_sessions.destroy_others': { paramsTuple?: []; params?: {} }
    'merchant.account_sessions.destroy': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'api.addresses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PATCH: {
    'merchant.account.update': { paramsTuple?: []; params?: {} }
    'api.profile.update': { paramsTuple?: []; params?: {} }
    'api.addresses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.confirm': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PUT: {
    'merchant.account_password.update': { paramsTuple?: []; params?: {} }
    'merchant.account_preferences.update': { paramsTuple?: []; params?: {} }
    'api.profile.replace': { paramsTuple?: []; params?: {} }
    'api.addresses.replace': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.company_info.replace': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.cancel_put': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.orders.confirm_put': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}