import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { pictureType } from '#media/picture_types'
import { notFound } from '#shared/domain_error'
import settings from '#start/env'

const SEVEN_DAYS = 7 * 24 * 3600
/** Exactly what our own keys look like: no dot segments, no hidden files, nothing to decode. */
const KEY = /^(?:[\w-]+\/)*[\w-]+\.(\w+)$/

/** Public pictures only: private files live under another root and have an address of their own. */
export default class MediaController {
  async show({ params, response }: HttpContext) {
    const key = (params['*'] as string[]).join('/')
    const type = pictureType(KEY.exec(key)?.[1] ?? '')
    const path = join(settings.media.root, key)
    if (!type || !(await isFile(path))) throw notFound('文件不存在')
    response
      .header('content-type', type)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', `public, max-age=${SEVEN_DAYS}`)
    return response.download(path, true)
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG')
      return null
    throw error
  })
  return found?.isFile() ?? false
}
