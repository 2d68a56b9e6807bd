import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { apiDocument } from '#openapi/document'
import { knows } from '#transformers/public_answer'

let finished: { body: string; etag: string } | undefined

/** The API in OpenAPI 3.1, for programs. */
export default class OpenapiController {
  show({ request, response }: HttpContext) {
    finished ??= finish()
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('cache-control', 'public, max-age=300').header('etag', finished.etag)
    if (knows(request.header('if-none-match'), finished.etag)) response.status(304).send(null)
    else response.send(finished.body)
  }
}

/** Routes do not change while a process runs. */
function finish() {
  const body = JSON.stringify(apiDocument())
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
}
