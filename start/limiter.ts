import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { assertPaymentAllowed } from '#customers/limits'
import { clientAddress, requireViewer } from '#middleware/viewer_context'
import { addressKey, countAgainst, SIGN_IN } from '#shared/limits'

/** Five sign-ins a minute per address, whatever the way in. Always on. Rule: docs/rules/limits.md */
export async function loginThrottle(ctx: HttpContext, next: NextFn) {
  await countAgainst(SIGN_IN, addressKey(clientAddress(ctx)))
  return next()
}

/** Ten payments opened or started a minute per person; stands behind `shopper`. Always on. */
export async function paymentThrottle(ctx: HttpContext, next: NextFn) {
  await assertPaymentAllowed(requireViewer(ctx).id)
  return next()
}
