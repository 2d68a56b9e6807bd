import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Ways in which a back-up is spoilt, each on a copy of its own. */
export const DAMAGES: { name: string; says: RegExp; harm: (folder: string) => Promise<unknown> }[] =
  [
    {
      name: 'one byte of the dump is another',
      says: /校验值不一致/,
      harm: (folder) => flip(join(folder, 'database.dump')),
    },
    {
      name: 'the pictures are cut short',
      says: /校验值不一致/,
      harm: (folder) => cut(join(folder, 'media.tar')),
    },
    {
      name: 'the dump is cut short and its checksum made anew',
      says: /数据库备份无法读取/,
      harm: async (folder) => {
        await cut(join(folder, 'database.dump'))
        await sumUp(folder)
      },
    },
    {
      name: 'the pictures are cut short and their checksum made anew',
      says: /media\.tar 的内容与清单不一致/,
      harm: async (folder) => {
        await cut(join(folder, 'media.tar'))
        await sumUp(folder)
      },
    },
    {
      name: 'a row is missing from the counts',
      says: /行数与 rows\.txt 不一致/,
      harm: async (folder) => {
        const file = join(folder, 'rows.txt')
        const rows = await readFile(file, 'utf8')
        await writeFile(file, rows.replace(/^public\.users\t\d+/m, 'public.users\t9999'))
        await sumUp(folder)
      },
    },
    {
      name: 'the private files are missing',
      says: /缺少 private-media\.tar/,
      harm: (folder) => rm(join(folder, 'private-media.tar')),
    },
    {
      name: 'a checksum is missing',
      says: /没有 rows\.txt 的校验值/,
      harm: async (folder) => {
        const file = join(folder, 'SHA256SUMS')
        const sums = await readFile(file, 'utf8')
        await writeFile(file, sums.replace(/^.*rows\.txt\n/m, ''))
      },
    },
    {
      name: 'it is a folder of something else',
      says: /不是本系统的备份/,
      harm: async (folder) => {
        await rm(folder, { recursive: true })
        await mkdir(folder)
        await writeFile(join(folder, 'database.dump'), 'PGDMP')
      },
    },
    {
      name: 'it is not there',
      says: /找不到备份目录/,
      harm: (folder) => rm(folder, { recursive: true }),
    },
  ]

/** A copy of a back-up with the harm done. */
export async function damaged(
  folder: string,
  copy: string,
  harm: (folder: string) => Promise<unknown>
): Promise<string> {
  await cp(folder, copy, { recursive: true })
  await harm(copy)
  return copy
}

async function flip(file: string) {
  const bytes = await readFile(file)
  bytes[bytes.length >> 1] ^= 1
  await writeFile(file, bytes)
}

async function cut(file: string) {
  const { size } = await stat(file)
  await truncate(file, Math.floor(size / 2))
}

async function sumUp(folder: string) {
  const names = await readdir(folder)
  const summed = names.filter((name) => name !== 'SHA256SUMS')
  const line = async (name: string) => {
    const hash = createHash('sha256').update(await readFile(join(folder, name)))
    return `${hash.digest('hex')}  ${name}\n`
  }
  const lines = await Promise.all(summed.map(line))
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''))
}
