import { newKey } from '#media/keys'
import { placeOf, writePicture, type Purpose } from '#media/places'
import { execute, row } from '#shared/rows'
import { insertRow } from '#tests/helpers/catalogue'

const BYTES = Buffer.from('not really a picture')

export interface StoredPicture {
  id: number
  key: string
}

/** A picture with its files, uploaded so many hours ago. */
export async function storedPicture({
  purpose = 'public' as Purpose,
  hoursAgo = 48,
  uploadedById = null as number | null,
} = {}): Promise<StoredPicture> {
  const key = newKey('jpg')
  const copies = new Map([200, 400, 800].map((width) => [width, BYTES]))
  await writePicture(placeOf(purpose), key, BYTES, copies)
  const id = await insertRow('media_images', {
    file: key,
    content_type: 'image/jpeg',
    size: BYTES.length,
    sha256: '0'.repeat(64),
    width: 1,
    height: 1,
    purpose,
    uploaded_by_id: uploadedById,
    created_at: new Date(Date.now() - hoursAgo * 3_600_000),
  })
  return { id, key }
}

export async function pictureExists({ id }: StoredPicture): Promise<boolean> {
  return (await row('select 1 from media_images where id = ?', [id])) !== null
}

/** Whether something stopped showing the picture, as the job sees it. */
export async function isReleased({ id }: StoredPicture): Promise<boolean> {
  const found = await row<{ released_at: Date | null }>(
    'select released_at from media_images where id = ?',
    [id]
  )
  return found !== null && found.released_at !== null
}

/** Lets the hour go by during which a picture that was released stays. */
export async function anHourLater({ id }: StoredPicture): Promise<void> {
  await execute(
    `update media_images set released_at = released_at - interval '61 minutes' where id = ?`,
    [id]
  )
}
