import type { UserRole } from '#shared/labels'
import { landingPath, menuOf } from '#staff/menu'

/**
 * Where to go after signing in: the wanted page when it is one of the console's own and the role may
 * open it, else the role's first page.
 */
export function nextPath(wanted: unknown, role: UserRole): string {
  const fallback = landingPath(role)
  if (typeof wanted !== 'string' || !/^\/merchant(\/[\w\-./]*)?(\?[^\s\\]*)?$/.test(wanted))
    return fallback
  const [path] = wanted.split('?')
  if (path.includes('..') || path.includes('//')) return fallback
  if (/^\/merchant(\/(login|logout)?)?$/.test(path)) return fallback
  const closed = path === '/merchant/admin' && landingPath(role) !== path
  const known = menuOf(role).some(({ entries }) =>
    entries.some((entry) => inside(path, entry.path))
  )
  return !closed && (known || inside(path, '/merchant/account')) ? wanted : fallback
}

function inside(path: string, entry: string): boolean {
  return path === entry || (entry !== '/merchant/admin' && path.startsWith(`${entry}/`))
}
