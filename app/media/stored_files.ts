import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import drive from '@adonisjs/drive/services/main'
import type { Place } from '#media/places'
import settings from '#start/env'

export interface StoredFile {
  key: string
  /** milliseconds since 1970; null when it is gone meanwhile */
  changedAt: () => Promise<number | null>
}

/** Pictures lie below this folder; what else a disk holds belongs to others. */
const ROOT = 'images'

/** Every file among the pictures of a place, a folder or page of the bucket at a time. */
export function storedFiles(place: Place): AsyncGenerator<StoredFile[]> {
  if (settings.media.s3) return inBucket(place, ROOT)
  return inFolder(place === 'public' ? settings.media.root : settings.media.privateRoot, ROOT)
}

/** Not through Drive, which stops at the first name that is not plain ASCII. */
async function* inFolder(root: string, folder: string): AsyncGenerator<StoredFile[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ifMissing([]))
  yield entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({
      key: `${folder}/${name}`,
      changedAt: () => changeOf(join(root, folder, name)),
    }))
  for (const entry of entries)
    if (entry.isDirectory()) yield* inFolder(root, `${folder}/${entry.name}`)
}

async function changeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(ifMissing(null))
  return found?.mtimeMs ?? null
}

function ifMissing<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value
    throw error
  }
}

async function* inBucket(place: Place, prefix: string): AsyncGenerator<StoredFile[]> {
  let paginationToken: string | undefined
  do {
    const page = await drive.use(place).listAll(prefix, { recursive: true, paginationToken })
    const files: StoredFile[] = []
    for (const entry of page.objects)
      if (entry.isFile)
        files.push({
          key: entry.key,
          changedAt: async () => {
            const { lastModified } = await entry.getMetaData()
            return lastModified.getTime()
          },
        })
    yield files
    paginationToken = page.paginationToken
  } while (paginationToken)
}
