import { removePicture } from '#media/actions/remove_picture'
import { rows } from '#shared/rows'

export interface Removal {
  removed: number
  /** shown elsewhere */
  kept: number
  /** what went wrong, by picture */
  failures: string[]
}

const BATCH = 200

/**
 * Looks again at the pictures that something stopped showing at least an hour ago, and removes those
 * that nothing shows. The hour lets orders finish that took the picture just before, and people look
 * at a page that they have open. Rule: docs/rules/media.md
 */
export async function removeReleasedPictures(): Promise<Removal> {
  const result: Removal = { removed: 0, kept: 0, failures: [] }
  let after = 0
  for (;;) {
    const due = await rows<{ id: number; file: string }>(
      `select id, file from media_images
       where released_at < now() - interval '1 hour' and id > ? order by id limit ${BATCH}`,
      [after]
    )
    for (const { id, file } of due) {
      try {
        if (await removePicture(id)) result.removed += 1
        else result.kept += 1
      } catch (error) {
        result.failures.push(`${file}: ${describe(error)}`)
      }
    }
    if (due.length < BATCH) return result
    after = due[due.length - 1].id
  }
}

/** The kind of failure; an address or a key of the store is never in it. */
export function describe(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { code?: string; cause?: Error; name?: string }
  return (cause as { code?: string } | undefined)?.code ?? cause?.name ?? code ?? name ?? 'Error'
}
