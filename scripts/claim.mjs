import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { identify, pause, stillRuns } from './process_identity.mjs'

function readClaim(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // A file cut short by a crash claims nothing.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Takes a dead claim away. Another process may do the same at this moment and already stand in its
 * place: what was moved aside is looked at again, and a living claim is put back.
 */
function bury(file, previous) {
  const grave = `${file}.${process.pid}`
  try {
    renameSync(file, grave)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  const moved = readClaim(grave)
  if (moved && stillRuns(moved.owner) && moved.owner.pid !== previous?.owner.pid)
    linkSync(grave, file)
  rmSync(grave, { force: true })
}

/**
 * Claims a file for this process, so that two never do the same work at once. A claim ends with its
 * process, also by kill -9. Returns `{ owner }` when a living process holds it, else
 * `{ previous, note, release }`: `previous` is what a dead owner had left, `note` adds to ours.
 */
export function claim(file) {
  mkdirSync(dirname(file), { recursive: true })
  const previous = readClaim(file)
  if (previous && stillRuns(previous.owner)) return { owner: previous.owner }

  bury(file, previous)
  const ours = { owner: identify(process.pid), notes: previous?.notes ?? {} }
  try {
    writeFileSync(file, JSON.stringify(ours), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (error.code === 'EEXIST') return { owner: readClaim(file)?.owner ?? {} }
    throw error
  }
  return {
    previous,
    note(name, value) {
      ours.notes[name] = value
      writeFileSync(`${file}.new`, JSON.stringify(ours), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    release: () => rmSync(file, { force: true }),
  }
}

/** Runs the work while holding the file; waits for another process that holds it. */
export async function alone(file, work) {
  let held = claim(file)
  while (held.owner) {
    await pause(200)
    held = claim(file)
  }
  try {
    return await work()
  } finally {
    held.release()
  }
}
