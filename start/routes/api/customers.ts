import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import type { NextFn } from '@adonisjs/core/types/http'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { loginThrottle } from '#start/limiter'

const { api } = controllers

/** Tokens are for the one who asked. */
function neverStored({ response }: HttpContext, next: NextFn) {
  response.header('cache-control', 'no-store')
  return next()
}

/** Ways to a token. A token that is sent along is not looked at. */
router
  .group(() => {
    router.post('login', [api.Login, 'store']).use(loginThrottle).as('api.login')
    router.post('token/refresh', [api.TokenRefresh, 'store']).as('api.token_refresh')
    /** These count inside the action that the console's sign-in shares. */
    router.post('password_login', [api.PasswordLogin, 'store']).as('api.password_login')
    router.post('admin/login', [api.PasswordLogin, 'store']).as('api.admin_login')
  })
  .prefix('/api')
  .use([neverStored, middleware.apiRate(), middleware.body(), middleware.cleanInput()])

/** The signed-in person's own account. */
router
  .group(() => {
    router.get('user/profile', [api.Profile, 'show']).as('profile.show')
    router.patch('user/profile', [api.Profile, 'update']).as('profile.update')
    router.put('user/profile', [api.Profile, 'update']).as('profile.replace')
    router.get('user/statistics', [api.UserStatistics, 'show']).as('statistics')

    router.get('addresses', [api.Addresses, 'index']).as('addresses.index')
    router.post('addresses', [api.Addresses, 'store']).as('addresses.store')
    router.post('addresses/parse', [api.AddressParsings, 'store']).as('addresses.parse')
    router.get('addresses/:id', [api.Addresses, 'show']).as('addresses.show')
    router.patch('addresses/:id', [api.Addresses, 'update']).as('addresses.update')
    router.put('addresses/:id', [api.Addresses, 'update']).as('addresses.replace')
    router.delete('addresses/:id', [api.Addresses, 'destroy']).as('addresses.destroy')
    router
      .post('addresses/:id/set_default', [api.DefaultAddresses, 'store'])
      .as('addresses.set_default')
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
