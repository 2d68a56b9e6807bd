import { defineConfig } from '@adonisjs/cors'
import settings from '#start/env'

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/

/** Only the H5 build of the shop needs it; the mini-program does not send an Origin. */
const corsConfig = defineConfig({
  enabled: true,
  origin: (origin) =>
    settings.corsOrigins.length > 0 ? settings.corsOrigins.includes(origin) : LOCAL.test(origin),
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  headers: [
    'authorization',
    'content-type',
    'idempotency-key',
    'x-device-id',
    'x-http-method-override',
  ],
  exposeHeaders: ['retry-after', 'x-request-id'],
  credentials: false,
  maxAge: 600,
})

export default corsConfig
