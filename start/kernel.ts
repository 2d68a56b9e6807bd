import '#openapi/describe'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#exceptions/handler'))

/** For every request, also those that no route matches. */
server.use([
  () => import('#middleware/api_conventions_middleware'),
  () => import('#middleware/method_override_middleware'),
  () => import('#middleware/container_bindings_middleware'),
  () => import('#middleware/access_log_middleware'),
  () => import('#middleware/allowed_hosts_middleware'),
  () => import('#middleware/transport_security_middleware'),
  () => import('#middleware/static_files_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
])

/**
 * The API and the pages have stacks of their own (start/routes): API requests never touch session,
 * CSRF or the view, each of which costs more than the request itself.
 */
export const middleware = router.named({
  body: () => import('#middleware/body_middleware'),
  cleanInput: () => import('#middleware/clean_input_middleware'),
  visitor: () => import('#middleware/visitor_middleware'),
  shopper: () => import('#middleware/shopper_middleware'),
  idempotent: () => import('#middleware/idempotent_middleware'),
  apiRate: () => import('#middleware/api_rate_middleware'),
  sameOrigin: () => import('#middleware/same_origin_middleware'),
  session: () => import('@adonisjs/session/session_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  staffSession: () => import('#middleware/staff_session_middleware'),
  staff: () => import('#middleware/staff_middleware'),
})
