import { randomUUID } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'mall-upload-'
const AN_HOUR = 3_600_000

/** Where the next uploaded file waits until its request is over. */
export function temporaryName(): string {
  return join(tmpdir(), `${PREFIX}${process.pid}-${randomUUID()}`)
}

/** Removes what processes that were killed left behind; no request takes an hour. */
export async function removeOldTemporaryFiles(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const path = join(tmpdir(), name)
    const { mtimeMs } = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return { mtimeMs: Date.now() }
      throw error
    })
    if (mtimeMs < Date.now() - AN_HOUR) await rm(path, { force: true })
  }
}
