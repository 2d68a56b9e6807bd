import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './claim.mjs'
import { timed } from './report.mjs'

/** Everything that decides what the built scripts and styles look like. */
const SOURCES = ['resources', 'vite.config.ts', 'scripts/icons.mjs', 'package-lock.json']
const OUTPUT = 'public/static/.vite'

function fingerprint(root) {
  const hash = createHash('sha256')
  const add = (path) => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  for (const source of SOURCES.filter((name) => existsSync(join(root, name)))) {
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

/**
 * Builds scripts and styles when the built ones are missing or belong to other sources. The mark that
 * tells lies among the output, which Vite empties first: a failed build leaves none.
 */
export async function ensureAssets(root, { processes, node }) {
  const stamp = join(root, OUTPUT, 'built-from')
  const current = () =>
    existsSync(join(root, OUTPUT, 'manifest.json')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root)
  if (current()) return

  await alone(join(root, 'tmp/assets.lock'), async () => {
    if (current()) return
    const built = fingerprint(root)
    await timed('构建页面资源', () =>
      processes.run('构建页面资源', node, ['node_modules/vite/bin/vite.js', 'build'], {
        quiet: true,
      })
    )
    writeFileSync(stamp, built)
  })
}
