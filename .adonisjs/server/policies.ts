export const policies = {
  DashboardPolicy: () => import('#policies/dashboard_policy'),
  OrderPolicy: () => import('#policies/order_policy'),
}

