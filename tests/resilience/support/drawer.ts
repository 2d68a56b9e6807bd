import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The process in which this one has pictures drawn. @throws Error when it has none */
export async function drawerOf(parent: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
  for (const line of stdout.split('\n')) {
    const [, pid, ppid, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (Number(ppid) === parent && command.includes('drawing_process')) return Number(pid)
  }
  throw new Error(`process ${parent} has nobody who draws`)
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
