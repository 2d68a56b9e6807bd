import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import settings from '#start/env'
import { orderRoutes } from '#start/routes/merchant/orders'

const { merchant } = controllers

/** Pages of the console. They have a stack of their own: session, CSRF, and who sits there. */
router
  .group(() => {
    router.get('/', [merchant.Home, 'show'])
    router.get('/login', [merchant.Session, 'create'])
    router.post('/login', [merchant.Session, 'store'])
    router.post('/logout', [merchant.Session, 'destroy'])

    router
      .group(() => {
        router.get('/account', [merchant.Account, 'show'])
        router.patch('/account', [merchant.Account, 'update'])
        router.put('/account/password', [merchant.AccountPassword, 'update'])
        router.put('/account/preferences', [merchant.AccountPreferences, 'update'])
        router.delete('/account/sessions', [merchant.AccountSessions, 'destroyOthers'])
        router.delete('/account/sessions/:key', [merchant.AccountSessions, 'destroy'])
      })
      .use(middleware.staff())

    orderRoutes()

    /** Every component in its states, for those who build pages. */
    if (!settings.production) {
      router.get('/_components', [merchant.Components, 'index'])
      router.get('/_components/menu', [merchant.Components, 'menu'])
      router.get('/_components/drawer', [merchant.Components, 'drawer'])
      router.post('/_components/drawer', [merchant.Components, 'store'])
    }
  })
  .prefix('/merchant')
  .as('merchant')
  .use([
    middleware.sameOrigin(),
    middleware.session(),
    middleware.body(),
    middleware.cleanInput(),
    middleware.shield(),
    middleware.staffSession(),
  ])

/** Addresses of the earlier console, kept alive for bookmarks. */
const MOVED: Record<string, string> = {
  '/merchant/admin/login': '/merchant/login',
  '/merchant/support/login': '/merchant/login',
  '/merchant/support/orders': '/merchant/admin/orders',
  '/merchant/support/invoices': '/merchant/admin/invoices',
  '/merchant/support/tickets': '/merchant/admin/returns',
  '/merchant/admin/company-certification': '/merchant/admin/certifications',
}

for (const [from, to] of Object.entries(MOVED))
  router.get(from, ({ request, response }) => {
    const query = request.parsedUrl.query
    response
      .redirect()
      .status(301)
      .toPath(query ? `${to}?${query}` : to)
  })
