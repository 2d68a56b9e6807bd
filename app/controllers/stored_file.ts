import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { readRange } from '#media/byte_range'
import type { Place } from '#media/places'
import { notFound } from '#shared/domain_error'
import settings from '#start/env'

/** A bucket's own address lives a little longer than the answer that names it is kept. */
const BUCKET_SECONDS = 900
const REDIRECT_SECONDS = 600

interface StoredFile {
  place: Place
  key: string
  contentType: string
  /** seconds for which the answer may be kept */
  maxAge: number
}

/**
 * Answers with a stored file: from its folder, also a part of it, or by sending the client to the
 * bucket. @throws DomainError NOT_FOUND
 */
export async function answerFile(ctx: HttpContext, file: StoredFile) {
  const { response } = ctx
  const { place, key, contentType, maxAge } = file
  response.header('x-content-type-options', 'nosniff')
  if (settings.media.s3) {
    const address = await drive
      .use(place)
      .getSignedUrl(key, { expiresIn: BUCKET_SECONDS, contentType })
    response.header('cache-control', `${place}, max-age=${Math.min(maxAge, REDIRECT_SECONDS)}`)
    return response.redirect().status(302).toPath(address)
  }
  const { path, ...found } = await storedFile(place, key)
  response
    .header('content-type', contentType)
    .header('cache-control', `${place}, max-age=${maxAge}`)
    .header('last-modified', new Date(found.mtimeMs).toUTCString())
    .header('etag', `"${found.size.toString(16)}-${Math.floor(found.mtimeMs).toString(16)}"`)
    .header('accept-ranges', 'bytes')
  if (response.fresh()) return response.status(304).send(null)
  return sendBytes(ctx, path, found.size)
}

function sendBytes({ request, response }: HttpContext, path: string, size: number) {
  const etag = response.getHeader('etag')
  const condition = request.header('if-range')
  const wanted = condition && condition !== etag ? undefined : request.header('range')
  const range = readRange(wanted, size)
  if (range === 'unsatisfiable') {
    response.header('content-range', `bytes */${size}`).removeHeader('content-type')
    return response.status(416).send(null)
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  if (range) response.status(206).header('content-range', `bytes ${start}-${end}/${size}`)
  response.header('content-length', String(end - start + 1))
  const isEmpty = request.method() === 'HEAD' || end < start
  response.stream(isEmpty ? Readable.from([]) : createReadStream(path, { start, end }))
}

/** Where a file lies in its folder, and what it is. @throws DomainError NOT_FOUND */
export async function storedFile(place: Place, key: string) {
  const root = place === 'public' ? settings.media.root : settings.media.privateRoot
  const path = join(root, key)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) return null
    throw error
  })
  if (!found?.isFile()) throw notFound('文件不存在')
  return { path, size: found.size, mtimeMs: found.mtimeMs }
}
