import db from '@adonisjs/lucid/services/db'
import { placeOf, removePictureFiles, type Purpose } from '#media/places'
import { UNUSED } from '#media/unused'
import { execute, row } from '#shared/rows'

const FOREIGN_KEY_VIOLATION = '23503'

/**
 * Removes a picture that nobody shows: its row, and after the commit its files. One that is shown, or
 * that somebody is about to show, stays. Answers whether it was removed. Rule: docs/rules/media.md
 */
export async function removePicture(id: number): Promise<boolean> {
  const removed = await removeRow(id).catch((error: { code?: string }) => {
    /** A table that points to pictures without announcing it still keeps them. */
    if (error.code === FOREIGN_KEY_VIOLATION) return null
    throw error
  })
  if (!removed) {
    await execute(`update media_images set released_at = null where id = ?`, [id])
    return false
  }
  await removePictureFiles(placeOf(removed.purpose), removed.file)
  return true
}

/**
 * Whoever is recording a reference holds a lock on the picture, and waits for ours. So behind the lock
 * the question has one answer.
 */
async function removeRow(id: number): Promise<{ file: string; purpose: Purpose } | null> {
  return db.transaction(async (trx) => {
    const locked = await row(
      `select id from media_images where id = ? for update skip locked`,
      [id],
      trx
    )
    if (!locked) return null
    return row<{ file: string; purpose: Purpose }>(
      `delete from media_images m where id = ? and ${UNUSED} returning file, purpose`,
      [id],
      trx
    )
  })
}
