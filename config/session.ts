import { defineConfig } from '@adonisjs/session'
import settings from '#start/env'
import { StaffSessionStore } from '#staff/session_store'

/**
 * Sessions of the console: 12 hours without use, at most 7 days (app/middleware/staff_session_middleware).
 * Tests keep them in memory, where the test client puts them.
 */
const sessionConfig = defineConfig({
  enabled: true,
  cookieName: 'merchant_session',
  clearWithBrowser: false,
  age: '12h',
  cookie: {
    path: '/merchant',
    httpOnly: true,
    secure: settings.ssl.secureCookies,
    sameSite: 'lax',
  },
  store: settings.mode === 'test' ? 'memory' : 'staff',
  stores: {
    staff: () => new StaffSessionStore(),
  },
})

export default sessionConfig
