import sharp from 'sharp'
import { newKey } from '#media/keys'
import { writePicture } from '#media/places'
import { recordPicture } from '#media/record_picture'
import { smallerCopies } from '#media/smaller_copies'
import type { Client } from '#shared/rows'

/** Formats by the names that sharp detects, with the ending that our keys give them. */
const ENDINGS: Record<string, string> = { jpeg: 'jpg', png: 'png', gif: 'gif', webp: 'webp' }

export interface StoredImage {
  id: number
  /** the storage key, e.g. `images/2026/03/04/<32 hex>.webp` */
  key: string
  width: number
  height: number
}

/**
 * Stores a picture that the shop made itself (drawings of the demo) as it is: files and row. The type
 * is the one that was detected, never the one that somebody claimed. Rule: docs/rules/media.md
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
  const ending = Object.hasOwn(ENDINGS, format) ? ENDINGS[format] : undefined
  if (!ending) throw new RangeError('not a picture of a known format')
  const key = newKey(ending)
  await writePicture('public', key, content, await smallerCopies(content))
  const picture = { key, content, width, height, purpose: 'public' as const, uploadedById }
  const { id } = await recordPicture(
    { ...picture, originalName: originalName.slice(0, 255) },
    client
  )
  return { id, key, width, height }
}
