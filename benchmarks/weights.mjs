import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from './load.mjs'
import { PRODUCTION_HEADERS } from './settings.mjs'

const MEGABYTE = 2 ** 20

/**
 * MB on disk of the packages that an installation without development packages has, by the lock file
 * and what is installed here.
 */
export function productionModules(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const installed = Object.entries(packages).filter(
    ([path, { dev }]) => path.startsWith('node_modules/') && !dev && existsSync(join(root, path))
  )
  const sizes = installed.map(([path]) => blocks(join(root, path)))
  return sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE
}

/** Bytes on disk of a folder, packages nested in it apart: they have lines of their own. */
function blocks(path) {
  const entry = lstatSync(path)
  const own = entry.blocks * 512
  if (!entry.isDirectory()) return own
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + blocks(join(path, name)), own)
}

const SCRIPTS_AND_STYLES =
  /<(?:script[^>]+src|link[^>]+rel="(?:stylesheet|modulepreload)"[^>]+href)="([^"]+)"/g

/** KB of a page: its HTML as it is, and what it loads of scripts and styles, compressed. */
export async function pageWeight({ port, html }) {
  const paths = new Set([...html.matchAll(SCRIPTS_AND_STYLES)].map((match) => match[1]))
  let compressed = 0
  for (const path of paths) {
    const answer = await request({ port, path, headers: PRODUCTION_HEADERS })
    if (answer.status !== 200) throw new Error(`${path} 应答 ${answer.status}`)
    compressed += gzipSync(answer.body).length
  }
  return { html: Buffer.byteLength(html) / 1024, assets: compressed / 1024, files: paths.size }
}
