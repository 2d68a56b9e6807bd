import type { HttpContext } from '@adonisjs/core/http'
import { apiDocument } from '#openapi/document'
import { finish, type FinishedAnswer } from '#shared/answer_cache'
import { sendTagged } from '#transformers/public_answer'

let finished: FinishedAnswer | undefined

/** The API in OpenAPI 3.1, for programs. Routes do not change while a process runs. */
export default class OpenapiController {
  show(ctx: HttpContext) {
    finished ??= finish({ body: apiDocument() })
    ctx.response.header('content-type', 'application/json; charset=utf-8')
    ctx.response.header('cache-control', 'public, max-age=300')
    sendTagged(ctx, finished)
  }
}
