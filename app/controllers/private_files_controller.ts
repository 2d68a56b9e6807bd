import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { answerFile, storedFile } from '#controllers/stored_file'
import { fileType } from '#media/file_types'
import { isSigned } from '#media/private_url'
import { notFound } from '#shared/domain_error'
import settings from '#start/env'

const AN_HOUR = 3600

/**
 * Private files by signed address, without token or session: the mini-program shows pictures without
 * sending its token. A file that was not signed for does not exist. Rule: docs/rules/media.md
 */
export default class PrivateFilesController {
  async show(ctx: HttpContext) {
    const { params, request, response } = ctx
    const key = (params['*'] as string[]).join('/')
    const contentType = fileType(key)
    if (!contentType || !isSigned(key, request.qs())) throw notFound('文件不存在或链接已过期')
    if (!settings.media.accelRedirect || settings.media.s3)
      return answerFile(ctx, { place: 'private', key, contentType, maxAge: AN_HOUR })
    /** What is gone is said here: nginx would give its refusal the type of the picture. */
    await storedFile('private', key)
    response
      .header('content-type', contentType)
      .header('cache-control', `private, max-age=${AN_HOUR}`)
      .header('x-content-type-options', 'nosniff')
      .header('x-accel-redirect', `/_private/${key}`)
    /** A body without bytes: an empty text would be answered 204. */
    response.stream(Readable.from([]))
  }
}
