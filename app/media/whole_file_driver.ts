import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FSDriver } from '@adonisjs/drive/drivers/fs'

/** How a file is called while it is written; what a killed process leaves is removed by media:prune. */
export const HALF = '.part'

/**
 * A folder in which nobody ever finds half a file: a file gets its name when it is complete and on the
 * disk. Rule: docs/rules/media.md
 */
export class WholeFileDriver extends FSDriver {
  readonly #root: string

  constructor({ location, visibility }: { location: string; visibility: 'public' | 'private' }) {
    super({ location, visibility })
    this.#root = location
  }

  override async put(key: string, contents: string | Uint8Array): Promise<void> {
    const path = join(this.#root, key)
    const half = `${path}.${randomBytes(4).toString('hex')}${HALF}`
    await mkdir(dirname(path), { recursive: true })
    try {
      const file = await open(half, 'wx')
      try {
        await file.writeFile(contents)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(half, path)
    } catch (error) {
      await rm(half, { force: true })
      throw error
    }
  }
}
