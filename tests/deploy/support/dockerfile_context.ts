import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The files that a build gets of a fresh checkout: what git tracks or would track, less what `.dockerignore` says.
 */
export function contextFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const enters = dockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8'))
  return listed.split('\0').filter((path) => path && existsSync(join(root, path)) && enters(path))
}

/** Lays the context of a build into a folder of its own. */
export function layContext(root: string, folder: string): void {
  for (const path of contextFiles(root)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path), { verbatimSymlinks: true })
  }
}

/**
 * Says of a path whether it enters the context. The last line that matches the path or a folder above it
 * decides, as in the builder.
 */
export function dockerIgnore(source: string): (path: string) => boolean {
  const rules = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({
      enters: line.startsWith('!'),
      pattern: asExpression(line.replace(/^!/, '').replace(/^\/|\/$/g, '')),
    }))
  return (path) => {
    const parts = path.split('/')
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    const rule = rules.findLast(({ pattern }) => above.some((name) => pattern.test(name)))
    return rule ? rule.enters : true
  }
}

function asExpression(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => WILDCARDS[part] ?? part.replace(/[\\^$.|+()[\]{}]/g, '\\$&'))
    .join('')
  return new RegExp(`^${source}$`)
}

const WILDCARDS: Record<string, string> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
}
