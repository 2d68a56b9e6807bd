import { keyIn } from '#media/keys'
import { invalid } from '#shared/domain_error'
import { rows } from '#shared/rows'

/**
 * The storage keys behind addresses that a customer got from us, in the same order, each once. The
 * signature is not looked at: what counts is that the person uploaded the picture.
 * Rule: docs/rules/media.md
 *
 * @param field the field of the form that is told what is wrong
 * @throws DomainError VALIDATION_ERROR when one of them is no private upload of this person
 */
export async function ownUploads(
  addresses: string[],
  userId: number,
  field = 'evidence_images'
): Promise<string[]> {
  const keys = addresses.map(keyIn)
  const own = await rows<{ file: string }>(
    `select file from media_images
     where file = any(?) and uploaded_by_id = ? and purpose = 'evidence'`,
    [keys.filter((key) => key !== null), userId]
  )
  const files = new Set(own.map(({ file }) => file))
  const known = keys.filter((key): key is string => key !== null && files.has(key))
  if (known.length < keys.length) throw invalid(field, '图片不存在或已被清理，请重新上传')
  return [...new Set(known)]
}
