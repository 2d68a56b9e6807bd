import auth from '@adonisjs/auth/services/main'
import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { policies } from '#generated/policies'
import { clientAddress } from '#middleware/viewer_context'
import type User from '#models/user'
import { isStaffRole, type UserRole } from '#shared/labels'
import { isMarkValid, STAFF_MARK, type StaffSessionMark } from '#staff/session_mark'

/**
 * Finds out who sits at the console. A session ends when the account is deactivated, loses its role
 * or has a newer `token_version`, and after seven days in any case. Rule: docs/rules/staff.md
 */
export default class StaffSessionMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)
    const user = await signedInStaff(ctx)
    ctx.viewer = user && {
      id: user.id,
      role: user.role as UserRole,
      username: user.username,
      seesOwnCatalogue: true,
      ip: clientAddress(ctx),
      requestId: ctx.request.id(),
    }
    ctx.bouncer = new Bouncer(() => user, {}, policies).setContainerResolver(ctx.containerResolver)
    ctx.response.header('cache-control', 'no-store')
    ctx.response.append('vary', 'X-Fragment')
    return next()
  }
}

async function signedInStaff(ctx: HttpContext): Promise<User | null> {
  const guard = ctx.auth.use('web')
  if (!(await guard.check())) return null
  const user = guard.getUserOrFail()
  const mark = ctx.session.get(STAFF_MARK) as StaffSessionMark | undefined
  if (user.isActive && isStaffRole(user.role) && isMarkValid(mark, user.tokenVersion)) return user
  await guard.logout()
  ctx.session.clear()
  ctx.session.regenerate()
  return null
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    auth: ReturnType<typeof auth.createAuthenticator>
    bouncer: Bouncer<User, Record<string, never>, typeof policies>
  }
}
