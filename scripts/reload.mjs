import { watch } from 'node:fs'
import { join } from 'node:path'

/** Calls `reload` after sources below the folders have changed, once for changes in quick succession. */
export function reloadOnChange(root, folders, reload) {
  let timer
  let running = Promise.resolve()
  const changed = (_event, name) => {
    if (!name?.endsWith('.ts')) return
    clearTimeout(timer)
    timer = setTimeout(() => (running = running.then(reload)), 300)
  }
  for (const folder of folders) watch(join(root, folder), { recursive: true }, changed)
}
