import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'

/** Linux counts processor time in ticks of 10 ms for everything that reads /proc. */
const TICK_MS = 10

function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [own, children] = [
    [11, 12],
    [13, 14],
  ].map((places) => places.reduce((sum, place) => sum + Number(fields[place]), 0) * TICK_MS)
  return { parent: Number(fields[1]), own, children }
}

/** Milliseconds of processor time that a process and its threads have used. */
export const cpuOf = (pid) => stat(pid).own

/** The parent of a process: of a database session, the server itself. */
export const parentOf = (pid) => stat(pid).parent

/** Milliseconds of processor time of PostgreSQL: the server, all its processes, and those that ended. */
export function cpuOfPostgres(postmaster) {
  const server = stat(postmaster)
  let sum = server.own + server.children
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const process = stat(name)
      if (process.parent === postmaster) sum += process.own
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error
    }
  }
  return sum
}

/** Resident memory of a process in MB. */
export function memoryOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Highest resident memory in MB while `work` runs; asked ten times a second. */
export async function peakMemory(pid, work) {
  let peak = memoryOf(pid)
  const timer = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 100)
  try {
    const result = await work()
    return { peak: Math.max(peak, memoryOf(pid)), result }
  } finally {
    clearInterval(timer)
  }
}

/** The machine in one line, without its name. */
export function describeMachine() {
  const cpus = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  return `${cpus.length} × ${cpus[0].model.trim()}，内存 ${memory} GB，${os.type()}，Node ${process.versions.node}`
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The value below which the share `part` of the samples lies. */
export function percentile(samples, part) {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
