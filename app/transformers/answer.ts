import type { HttpContext } from '@adonisjs/core/http'

/** Sends JSON as a finished text, which costs a fraction of letting the framework stringify it. */
export function answer({ request, response }: HttpContext, body: unknown, status = 200): void {
  response.status(status).header('content-type', 'application/json; charset=utf-8')
  if (request.header('authorization')) response.header('cache-control', 'no-store')
  response.send(JSON.stringify(body))
}
