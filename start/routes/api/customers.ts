import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import type { NextFn } from '@adonisjs/core/types/http'
import { controllers } from '#generated/controllers'
import {
  createAddress,
  deleteAddress,
  listAddresses,
  parseAddress,
  setDefaultAddress,
  showAddress,
  updateAddress,
} from '#descriptions/addresses'
import {
  showCompanyInfo,
  submitCompanyInfo,
  updateCompanyInfo,
  withdrawCompanyInfo,
} from '#descriptions/company_info'
import { showProfile, showStatistics, updateProfile } from '#descriptions/profile'
import { login, passwordLogin, refreshToken } from '#descriptions/sign_in'
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
    router.post('login', [api.Login, 'store']).use(loginThrottle).as('api.login').describe(login)
    router
      .post('token/refresh', [api.TokenRefresh, 'store'])
      .as('api.token_refresh')
      .describe(refreshToken)
    /** These count inside the action that the console's sign-in shares. */
    router
      .post('password_login', [api.PasswordLogin, 'store'])
      .as('api.password_login')
      .describe(passwordLogin)
    router
      .post('admin/login', [api.PasswordLogin, 'store'])
      .as('api.admin_login')
      .describe(passwordLogin)
  })
  .prefix('/api')
  .use([neverStored, middleware.apiRate(), middleware.body(), middleware.cleanInput()])

/** The signed-in person's own account. */
router
  .group(() => {
    router.get('user/profile', [api.Profile, 'show']).as('profile.show').describe(showProfile)
    router
      .patch('user/profile', [api.Profile, 'update'])
      .as('profile.update')
      .describe(updateProfile)
    router
      .put('user/profile', [api.Profile, 'update'])
      .as('profile.replace')
      .describe(updateProfile)
    router
      .get('user/statistics', [api.UserStatistics, 'show'])
      .as('statistics')
      .describe(showStatistics)

    router.get('addresses', [api.Addresses, 'index']).as('addresses.index').describe(listAddresses)
    router
      .post('addresses', [api.Addresses, 'store'])
      .use(middleware.idempotent())
      .as('addresses.store')
      .describe(createAddress)
    router
      .post('addresses/parse', [api.AddressParsings, 'store'])
      .as('addresses.parse')
      .describe(parseAddress)
    router.get('addresses/:id', [api.Addresses, 'show']).as('addresses.show').describe(showAddress)
    router
      .patch('addresses/:id', [api.Addresses, 'update'])
      .as('addresses.update')
      .describe(updateAddress)
    router
      .put('addresses/:id', [api.Addresses, 'update'])
      .as('addresses.replace')
      .describe(updateAddress)
    router
      .delete('addresses/:id', [api.Addresses, 'destroy'])
      .as('addresses.destroy')
      .describe(deleteAddress)
    router
      .post('addresses/:id/set_default', [api.DefaultAddresses, 'store'])
      .as('addresses.set_default')
      .describe(setDefaultAddress)

    router
      .get('company-info', [api.CompanyInfo, 'show'])
      .as('company_info.show')
      .describe(showCompanyInfo)
    router
      .post('company-info', [api.CompanyInfo, 'store'])
      .use(middleware.idempotent())
      .as('company_info.store')
      .describe(submitCompanyInfo)
    router
      .patch('company-info/:id', [api.CompanyInfo, 'update'])
      .as('company_info.update')
      .describe(updateCompanyInfo)
    router
      .put('company-info/:id', [api.CompanyInfo, 'update'])
      .as('company_info.replace')
      .describe(updateCompanyInfo)
    router
      .post('company-info/:id/withdraw', [api.CompanyInfoWithdrawals, 'store'])
      .as('company_info.withdraw')
      .describe(withdrawCompanyInfo)
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
