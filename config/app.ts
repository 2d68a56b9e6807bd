import { Secret } from '@adonisjs/core/helpers'
import { defineConfig } from '@adonisjs/core/http'
import { answerBadAddress } from '#exceptions/api_error'
import { trustedProxies } from '#shared/trusted_proxies'
import settings from '#start/env'

export const appKey = new Secret(settings.secretKey)

export const http = defineConfig({
  generateRequestId: true,
  /** app/middleware/method_override_middleware.ts does it, and says why. */
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  /** `a,b` is one text: the mini-program sends several statuses that way. */
  qs: {
    parse: { depth: 3, parameterLimit: 200, allowSparse: false, arrayLimit: 100, comma: false },
  },
  onBadUrl: answerBadAddress,
  trustProxy: trustedProxies(settings.trustedProxies),
  cookie: {
    path: '/',
    httpOnly: true,
    secure: settings.ssl.secureCookies,
    sameSite: 'lax',
  },
})
