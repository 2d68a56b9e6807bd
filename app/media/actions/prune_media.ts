import db from '@adonisjs/lucid/services/db'
import drive from '@adonisjs/drive/services/main'
import { removePicture } from '#media/actions/remove_picture'
import { describe } from '#media/actions/remove_released_pictures'
import type { Place } from '#media/places'
import { strayFiles } from '#media/queries/stray_files'
import { unusedPictures } from '#media/queries/unused_pictures'
import { row } from '#shared/rows'

export interface PruneResult {
  /** pictures without anybody who shows them, and files without a row: removed, or to be removed */
  pictures: number
  files: number
  failures: string[]
}

export interface Pruning {
  dryRun?: boolean
  /** hears of every picture and file that is removed, or would be */
  onFound?: (what: 'picture' | 'file', key: string) => void
}

/** Any number that no other lock of the shop has. */
const LOCK = 20_260_304
const PLACES: Place[] = ['public', 'private']

/**
 * Removes pictures that nobody shows and files without a row, both older than a day. One at a time for
 * the whole shop: `busy` when another one runs. A failure does not stop the rest.
 * Rule: docs/rules/media.md
 */
export async function pruneMedia(pruning: Pruning = {}): Promise<PruneResult | 'busy'> {
  return db.transaction(async (trx) => {
    const lock = await row<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(?) as got`,
      [LOCK],
      trx
    )
    if (!lock?.got) return 'busy'
    const result: PruneResult = { pictures: 0, files: 0, failures: [] }
    await prunePictures(pruning, result)
    await pruneFiles(pruning, result)
    return result
  })
}

async function prunePictures({ dryRun, onFound }: Pruning, result: PruneResult) {
  for await (const pictures of unusedPictures())
    for (const { id, file } of pictures)
      await attempt(file, result, async () => {
        if (!dryRun && !(await removePicture(id))) return
        result.pictures += 1
        onFound?.('picture', file)
      })
}

async function pruneFiles({ dryRun, onFound }: Pruning, result: PruneResult) {
  const known = await row<{ recorded: boolean }>(
    `select exists (select 1 from media_images) as recorded`
  )
  for (const place of PLACES)
    for await (const keys of strayFiles(place)) {
      /** An empty table beside full folders is the wrong database, not a shop without pictures. */
      if (!known?.recorded)
        return void result.failures.push('数据库中没有任何图片记录，文件没有清理')
      for (const key of keys)
        await attempt(key, result, async () => {
          if (!dryRun) await drive.use(place).delete(key)
          result.files += 1
          onFound?.('file', key)
        })
    }
}

async function attempt(key: string, result: PruneResult, work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    result.failures.push(`${key}: ${describe(error)}`)
  }
}
