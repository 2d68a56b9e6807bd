import { createHash } from 'node:crypto'
import { fileType } from '#media/file_types'
import type { Purpose } from '#media/places'
import { row, type Client } from '#shared/rows'
import { instant } from '#shared/sql'

/** A row of `media_images` as its uploader is told about it. */
export interface MediaImage {
  id: number
  /** the storage key */
  file: string
  original_name: string
  content_type: string
  /** bytes */
  size: number
  purpose: Purpose
  /** Shanghai time, as JSON shows it */
  created_at: string
}

export interface NewPicture {
  key: string
  content: Buffer
  width: number
  height: number
  purpose: Purpose
  originalName: string
  uploadedById: number | null
}

const INSERT = `
  insert into media_images
    (file, original_name, content_type, size, sha256, width, height, purpose, uploaded_by_id)
  values (:key, :originalName, :type, :size, :sha256, :width, :height, :purpose, :uploadedById)
  returning id, file, original_name, content_type, size, purpose,
    ${instant('created_at')} as created_at`

/** Writes the row of a picture whose files are already there. */
export async function recordPicture(
  { content, ...picture }: NewPicture,
  client?: Client
): Promise<MediaImage> {
  const made = await row<MediaImage>(
    INSERT,
    {
      ...picture,
      type: fileType(picture.key),
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    },
    client
  )
  if (!made) throw new Error('the picture was not recorded')
  return made
}
