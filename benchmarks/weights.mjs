import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from './load.mjs'
import { PRODUCTION_HEADERS } from './settings.mjs'

const MEGABYTE = 2 ** 20

/**
 * MB on disk of the packages that the shop needs at run time: what an installation has that knows no
 * development packages. `npm ci --omit=dev` alone keeps those of them that are optional peers.
 */
export function productionModules(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const found = new Set()
  const add = (from, name) => {
    const path = resolveFrom(packages, from, name)
    if (path === undefined || found.has(path) || !existsSync(join(root, path))) return
    found.add(path)
    for (const needed of neededBy(packages[path])) add(path, needed)
  }
  for (const name of Object.keys(packages[''].dependencies)) add('', name)
  return [...found].reduce((sum, path) => sum + blocks(join(root, path)), 0) / MEGABYTE
}

function neededBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => !peerDependenciesMeta?.[name]?.optional
  )
  return Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers)
}

/** Where Node finds a package: in the nearest node_modules folder upwards. */
function resolveFrom(packages, from, name) {
  for (
    let place = from;
    ;
    place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))
  ) {
    const path = `${place ? `${place}/` : ''}node_modules/${name}`
    if (path in packages) return path
    if (place === '') return undefined
  }
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
