import { rm } from 'node:fs/promises'
import { inject } from '@adonisjs/core'
import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { FormReader } from '#middleware/form_reader'
import { DomainError } from '#shared/domain_error'

/**
 * Reads the body. Uploaded files wait in temporary ones, which end with the request, on every route and
 * however it ends.
 */
@inject()
export default class BodyMiddleware {
  constructor(private readonly parser: BodyParserMiddleware) {}

  async handle(ctx: HttpContext, next: NextFn) {
    let isRead = false
    try {
      return await this.parser.handle(ctx, () => {
        isRead = true
        return ctx.request.bodyType === 'multipart' ? withForm(ctx, next) : next()
      })
    } catch (error) {
      /** The parser copies what it has read level by level, which exhausts the stack. */
      if (!isRead && error instanceof RangeError)
        throw new DomainError('VALIDATION_ERROR', '请求内容的层次太多')
      throw error
    }
  }
}

async function withForm({ request }: HttpContext, next: NextFn): Promise<unknown> {
  const form = new FormReader(request.request)
  try {
    await form.read()
    Object.assign(request, { __raw_files: form.files })
    request.setInitialBody(form.texts)
    return await next()
  } finally {
    for (const { tmpPath } of Object.values(form.files).flat())
      if (tmpPath) await rm(tmpPath, { force: true })
  }
}
