import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './claim.mjs'
import { timed } from './report.mjs'

/** Scripts and styles alone: what tests need. */
const ASSETS = {
  what: '构建页面资源',
  sources: ['resources', 'vite.config.ts', 'scripts/icons.mjs', 'package-lock.json'],
  output: 'public/static/.vite',
  proof: 'manifest.json',
  command: ['node_modules/vite/bin/vite.js', 'build'],
}

/** The whole shop as production runs it: half the memory of running the sources, and a faster start. */
const SHOP = {
  what: '构建商城',
  sources: [
    ...ASSETS.sources,
    ...[
      'app',
      'bin',
      'config',
      'database',
      'start',
      'adonisrc.ts',
      'package.json',
      'tsconfig.json',
    ],
  ],
  output: 'build',
  proof: 'bin/server.js',
  command: ['--import=@poppinss/ts-exec', 'ace.js', 'build'],
}

function fingerprint(root, sources) {
  const hash = createHash('sha256')
  const add = (path) => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  for (const source of sources.filter((name) => existsSync(join(root, name)))) {
    if (source.includes('.')) add(source)
    else
      readdirSync(join(root, source), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
        .sort()
        .forEach(add)
  }
  return hash.digest('hex')
}

/** Scripts and styles for pages, in `public/static`. */
export const ensureAssets = (root, tools) => ensureBuilt(root, tools, ASSETS)

/** The built shop, in `build`. */
export const ensureShop = (root, tools) => ensureBuilt(root, tools, SHOP)

/**
 * Builds when the output is missing or belongs to other sources. The mark that tells lies among the
 * output, which every build empties first: a failed build leaves none.
 */
async function ensureBuilt(root, { processes, node }, { what, sources, output, proof, command }) {
  const stamp = join(root, output, 'built-from')
  const current = () =>
    existsSync(join(root, output, proof)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root, sources)
  if (current()) return

  await alone(join(root, `tmp/${output.replace(/\W+/g, '-')}.lock`), async () => {
    if (current()) return
    const built = fingerprint(root, sources)
    await timed(what, () => processes.run(what, node, command, { quiet: true }))
    writeFileSync(stamp, built)
  })
}
