import settings from '#start/env'

/** Changes settings of this process for one test. Give what it returns to `cleanup`. */
export function withSettings(change: {
  production?: boolean
  allowedHosts?: string[]
  corsOrigins?: string[]
  sslRedirect?: boolean
}): () => void {
  const { production, allowedHosts, corsOrigins } = settings
  const { redirect } = settings.ssl
  settings.production = change.production ?? production
  settings.allowedHosts = change.allowedHosts ?? allowedHosts
  settings.corsOrigins = change.corsOrigins ?? corsOrigins
  settings.ssl.redirect = change.sslRedirect ?? redirect
  return () => {
    Object.assign(settings, { production, allowedHosts, corsOrigins })
    settings.ssl.redirect = redirect
  }
}
