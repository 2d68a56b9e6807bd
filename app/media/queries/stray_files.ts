import { stemOf } from '#media/keys'
import { placeOf, type Place, type Purpose } from '#media/places'
import { storedFiles, type StoredFile } from '#media/stored_files'
import { HALF } from '#media/whole_file_driver'
import { rows } from '#shared/rows'

const A_DAY = 86_400_000
const BATCH = 500
const ENDINGS = ['jpg', 'png', 'gif', 'webp']
const HALF_NAME = /\.[0-9a-f]{8}\.part$/

/**
 * Files of ours without a row, and halves of files, older than a day, in batches. What is not named as
 * we name files is left alone.
 */
export async function* strayFiles(place: Place): AsyncGenerator<string[]> {
  for await (const folder of storedFiles(place))
    for (let from = 0; from < folder.length; from += BATCH) {
      const keys = await strays(place, folder.slice(from, from + BATCH))
      if (keys.length > 0) yield keys
    }
}

async function strays(place: Place, files: StoredFile[]): Promise<string[]> {
  const named = files.flatMap((file) => {
    const half = file.key.endsWith(HALF)
    const stem = stemOf(half ? file.key.replace(HALF_NAME, '') : file.key)
    return stem === null ? [] : [{ ...file, half, stem }]
  })
  const known = await knownStems(
    place,
    named.map(({ stem }) => stem)
  )
  const found: string[] = []
  for (const { key, half, stem, changedAt } of named) {
    if (!half && known.has(stem)) continue
    const changed = await changedAt()
    if (changed !== null && changed < Date.now() - A_DAY) found.push(key)
  }
  return found
}

async function knownStems(place: Place, stems: string[]): Promise<Set<string>> {
  const names = [...new Set(stems)].flatMap((stem) => ENDINGS.map((ending) => `${stem}.${ending}`))
  const found = await rows<{ file: string; purpose: Purpose }>(
    `select file, purpose from media_images where file = any(?)`,
    [names]
  )
  const here = found.filter(({ purpose }) => placeOf(purpose) === place)
  return new Set(here.flatMap(({ file }) => stemOf(file) ?? []))
}
