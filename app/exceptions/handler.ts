import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { answerApiError, isApiPath } from '#exceptions/api_error'
import { answerPageError } from '#exceptions/page_error'
import { describeError } from '#exceptions/describe_error'
import { DomainError } from '#shared/domain_error'

/**
 * The one place where errors become answers: the envelope under `/api`, a page or a fragment for
 * staff. Expected refusals are not logged as errors; unexpected ones are, with their request id.
 */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = !app.inProduction

  async handle(error: unknown, ctx: HttpContext) {
    const described = describeError(error, ctx)
    if (isApiPath(ctx.request.url())) return answerApiError(described, ctx)
    return answerPageError(described, error, ctx)
  }

  async report(error: unknown, ctx: HttpContext) {
    if (error instanceof DomainError || describeError(error, ctx).status < 500) return
    ctx.logger.error({ err: error, route: ctx.route?.pattern }, 'unexpected error')
  }
}
