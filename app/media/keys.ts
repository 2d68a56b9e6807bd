import { randomBytes } from 'node:crypto'
import { shanghaiDay } from '#shared/shanghai'

/** Pixels of the smaller copies that every picture has, for lists. */
export const WIDTHS = [200, 400, 800] as const

const KEY = /images\/\d{4}\/\d{2}\/\d{2}\/[0-9a-f]{32}\.[a-z]+/
const FILE = /^(images\/\d{4}\/\d{2}\/\d{2}\/[0-9a-f]{32})(?:_\d+)?\.[a-z]+$/

/** An unguessable storage key, `images/YYYY/MM/DD/<32 hex>.<ending>`, the day being Shanghai's. */
export function newKey(ending: string): string {
  const day = shanghaiDay(new Date()).replaceAll('-', '/')
  return `images/${day}/${randomBytes(16).toString('hex')}.${ending}`
}

/** Where the copy of that width lies: `<32 hex>_400.webp` beside the picture, always WebP. */
export function copyKey(key: string, width: number): string {
  return `${stem(key)}_${width}.webp`
}

/** The picture and its smaller copies. */
export function filesOf(key: string): string[] {
  return [key, ...WIDTHS.map((width) => copyKey(key, width))]
}

/** The storage key that an address ends in, whatever host, prefix or signature is around it, or null. */
export function keyIn(address: string): string | null {
  return KEY.exec(address)?.[0] ?? null
}

/** What a picture and its copies have in common; null for files that are not named by us. */
export function stemOf(file: string): string | null {
  return FILE.exec(file)?.[1] ?? null
}

function stem(key: string): string {
  return key.slice(0, key.lastIndexOf('.'))
}
