import { randomInt } from 'node:crypto'

/** Sixteen digits: ten of Unix seconds, six from a secure source. Also valid at the supplier's platform. */
export function drawOrderNumber(now = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return `${seconds}${String(randomInt(1_000_000)).padStart(6, '0')}`
}
