import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const hasProc = existsSync('/proc/self/stat')

/** What `ps` says about a process, for systems without /proc; empty when there is no such process. */
const ps = (pid, column) =>
  spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ??
  ''

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return ''
    throw error
  }
}

/**
 * When the process began, as an opaque text, or undefined when there is none (a zombie is none).
 * Together with its number this names one process for good: numbers alone are used again,
 * in containers within seconds.
 */
export function startOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (!hasProc) return ps(pid, 'lstart') || undefined
  const fields = read(`/proc/${pid}/stat`).split(') ').pop().split(' ')
  if (fields.length < 20 || ['Z', 'X'].includes(fields[0])) return undefined
  return `${read('/proc/sys/kernel/random/boot_id').trim()}/${fields[19]}`
}

/** The command line of a process, arguments separated by blanks; empty when there is none. */
export function commandLine(pid) {
  return hasProc ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() : ps(pid, 'command')
}

/** A process as it can be written down and recognised later. */
export const identify = (pid) => ({ pid, start: startOf(pid) })

/** Whether exactly that process still runs. */
export const stillRuns = ({ pid, start }) => start !== undefined && startOf(pid) === start

/** Waits until the processes have ended; false when some have not after so many milliseconds. */
export async function gone(processes, milliseconds) {
  const deadline = Date.now() + milliseconds
  while (processes.some(stillRuns)) {
    if (Date.now() > deadline) return false
    await pause(25)
  }
  return true
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
