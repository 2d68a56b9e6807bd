import { buffer } from 'node:stream/consumers'
import drive from '@adonisjs/drive/services/main'
import { copyKey, filesOf, WIDTHS } from '#media/keys'
import { fileType } from '#media/file_types'

/** Public files are read by everybody, private ones through a signed address. */
export type Place = 'public' | 'private'
export type Purpose = 'public' | 'evidence' | 'avatar'

/** What customers upload is private; what the shop shows is public. */
export function placeOf(purpose: Purpose): Place {
  return purpose === 'evidence' ? 'private' : 'public'
}

const CACHING: Record<Place, string> = {
  public: 'public, max-age=604800',
  private: 'private, max-age=86400',
}

/**
 * Writes a picture and its smaller copies, all or none. Write the row afterwards: a file without a row
 * is cleaned up, a row without a file is a broken picture.
 */
export async function writePicture(
  place: Place,
  key: string,
  content: Buffer,
  copies: Map<number, Buffer>
): Promise<void> {
  const files = [...copies].map(([width, copy]) => [copyKey(key, width), copy] as const)
  const written = await Promise.allSettled(
    [[key, content] as const, ...files].map(([name, bytes]) =>
      drive.use(place).put(name, bytes, {
        contentType: fileType(name),
        cacheControl: CACHING[place],
      })
    )
  )
  const failed = written.find((result) => result.status === 'rejected')
  if (!failed) return
  await removePictureFiles(place, key)
  throw failed.reason
}

/** Removes a picture and its copies; those that are gone already are no error. */
export async function removePictureFiles(place: Place, key: string): Promise<void> {
  for (const name of filesOf(key)) await drive.use(place).delete(name)
}

/** Puts the same picture, with its smaller copies, under another key. */
export async function copyPicture(
  from: { place: Place; key: string },
  to: { place: Place; key: string }
): Promise<void> {
  const read = async (name: string) => buffer(await drive.use(from.place).getStream(name))
  const content = await read(from.key)
  const copies = new Map<number, Buffer>()
  for (const width of WIDTHS) copies.set(width, await read(copyKey(from.key, width)))
  await writePicture(to.place, to.key, content, copies)
}
