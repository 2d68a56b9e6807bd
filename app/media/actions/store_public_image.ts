import { createHash, randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { pictureType } from '#media/picture_types'
import { shanghaiDay } from '#shared/shanghai'
import { row, type Client } from '#shared/rows'
import settings from '#start/env'

/** Formats by the names that sharp detects, with the ending that our keys give them. */
const EXTENSIONS: Record<string, string> = { jpeg: 'jpg', png: 'png', gif: 'gif', webp: 'webp' }

export interface StoredImage {
  id: number
  /** the storage key, e.g. `images/2026/03/04/<32 hex>.webp` */
  key: string
  width: number
  height: number
}

/**
 * Stores a finished public picture (catalogue, banners, logos) as it is: file and row. The type is the
 * one that was detected, never the one a client claimed.
 * @throws RangeError when the content is no picture of a known format
 */
export async function storePublicImage(
  content: Buffer,
  {
    originalName = '',
    uploadedById = null as number | null,
    client = undefined as Client | undefined,
  } = {}
): Promise<StoredImage> {
  const { format, width, height } = await sharp(content).metadata()
  const extension = EXTENSIONS[format]
  const type = extension && pictureType(extension)
  if (!type) throw new RangeError('not a picture of a known format')
  const day = shanghaiDay(new Date()).replaceAll('-', '/')
  const key = `images/${day}/${randomBytes(16).toString('hex')}.${extension}`
  await writeWhole(join(settings.media.root, key), content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const stored = await row<{ id: number }>(
    `insert into media_images
       (file, original_name, content_type, size, sha256, width, height, uploaded_by_id)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    [key, originalName.slice(0, 255), type, content.length, sha256, width, height, uploadedById],
    client
  )
  if (!stored) throw new Error('the picture was not recorded')
  return { id: stored.id, key, width, height }
}

/** Nobody ever reads half a file: it gets its name when it is complete. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const half = `${path}.${randomBytes(4).toString('hex')}.part`
  await writeFile(half, content)
  await rename(half, path)
}
