import type { HttpContext } from '@adonisjs/core/http'
import { answerFile } from '#controllers/stored_file'
import { pictureType } from '#media/file_types'
import { notFound } from '#shared/domain_error'

const SEVEN_DAYS = 7 * 24 * 3600

/** Public pictures only: private files live under another root and have an address of their own. */
export default class MediaController {
  async show(ctx: HttpContext) {
    const key = (ctx.params['*'] as string[]).join('/')
    const contentType = pictureType(key)
    if (!contentType) throw notFound('文件不存在')
    return answerFile(ctx, { place: 'public', key, contentType, maxAge: SEVEN_DAYS })
  }
}
