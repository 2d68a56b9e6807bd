import type { HttpContext } from '@adonisjs/core/http'

/** `https://shop.example.com` as the caller knows us; the host was checked against ALLOWED_HOSTS. */
export function origin({ request }: HttpContext): string {
  /** A proxy may claim any protocol; the shop speaks only these two. */
  return `${request.secure() ? 'https' : 'http'}://${request.host() ?? 'localhost'}`
}
