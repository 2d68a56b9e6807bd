import { newKey } from '#media/keys'
import { copyPicture } from '#media/places'
import { PRIVATE_PATH } from '#media/private_url'
import { storedUrl } from '#media/public_url'
import { ownUploads } from '#media/queries/own_uploads'
import { execute } from '#shared/rows'

/**
 * The address to keep when a person names a picture as theirs. An upload of their own is private, so a
 * public copy is made of it; every other address stays what it is.
 * Rule: docs/rules/media.md
 *
 * @throws DomainError VALIDATION_ERROR for a private picture of somebody else
 */
export async function publishAvatar(address: string, userId: number): Promise<string> {
  if (!URL.canParse(address) || !new URL(address).pathname.startsWith(PRIVATE_PATH)) return address
  const [original] = await ownUploads([address], userId, 'avatar_url')
  const key = newKey(original.slice(original.lastIndexOf('.') + 1))
  await copyPicture({ place: 'private', key: original }, { place: 'public', key })
  await execute(
    `insert into media_images
       (file, original_name, content_type, size, sha256, width, height, purpose, uploaded_by_id)
     select :key, original_name, content_type, size, sha256, width, height, 'avatar', uploaded_by_id
     from media_images where file = :original`,
    { key, original }
  )
  return storedUrl(key)
}
