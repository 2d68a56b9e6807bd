import type { HttpContext } from '@adonisjs/core/http'

/** `https://shop.example.com` as the caller knows us; the host was checked against ALLOWED_HOSTS. */
export function origin({ request }: HttpContext): string {
  return `${request.protocol()}://${request.host() ?? 'localhost'}`
}
