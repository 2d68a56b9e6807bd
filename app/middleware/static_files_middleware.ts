import { inject } from '@adonisjs/core'
import StaticMiddleware from '@adonisjs/static/static_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const PREFIX = '/static/'

/** Built assets for installations without nginx; every other request skips the look at the disk. */
@inject()
export default class StaticFilesMiddleware {
  constructor(private readonly files: StaticMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    return ctx.request.url().startsWith(PREFIX) ? this.files.handle(ctx, next) : next()
  }
}
