import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyIn } from '#media/keys'
import type { Place } from '#media/places'
import settings from '#start/env'

export function folderOf(place: Place): string {
  return place === 'public' ? settings.media.root : settings.media.privateRoot
}

/** The bytes of a stored file. */
export function stored(place: Place, key: string): Promise<Buffer> {
  return readFile(join(folderOf(place), key))
}

/** Names of all files of a place, sorted. */
export async function filesOf(place: Place): Promise<string[]> {
  const root = folderOf(place)
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1)).sort()
}

/** The storage key in an answered address. */
export function keyOf(address: string): string {
  const key = keyIn(address)
  if (!key) throw new Error(`no key in ${address}`)
  return key
}

/** What uploads to this process have in the folder for temporary files right now. */
export async function temporaryFiles(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => name.startsWith(`mall-upload-${process.pid}-`))
}
