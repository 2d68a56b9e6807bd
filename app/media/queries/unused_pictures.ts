import { UNUSED } from '#media/unused'
import { rows } from '#shared/rows'

interface UnusedPicture {
  id: number
  file: string
}

const BATCH = 500

/** A page of ids is fixed first, so that the lookups stay lookups however full the shop is. */
const PAGE = `
  with page as materialized (
    select id, file, created_at, released_at from media_images where id > ? order by id limit ${BATCH}
  )
  select id, file,
    created_at < now() - interval '24 hours'
      and (released_at is null or released_at < now() - interval '1 hour')
      and ${UNUSED} as unused
  from page m order by id`

/** Pictures that nobody shows and that are older than a day, in batches. */
export async function* unusedPictures(): AsyncGenerator<UnusedPicture[]> {
  let after = 0
  for (;;) {
    const page = await rows<UnusedPicture & { unused: boolean }>(PAGE, [after])
    yield page.filter(({ unused }) => unused)
    if (page.length < BATCH) return
    after = page[page.length - 1].id
  }
}
