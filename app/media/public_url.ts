import settings from '#start/env'

/** What stored addresses of our own pictures begin with, whatever the public address is today. */
const STORED_BASE = '/media/'
const ABSOLUTE = /^https?:\/\//i

/**
 * The absolute address of a stored picture, '' for none. Own pictures are stored as `/media/<key>` or
 * as the bare key and follow the configured media address; pictures of other hosts pass through, over
 * https when the shop itself is read over https. Rule: docs/rules/catalogue.md
 */
export function publicUrl(stored: string, origin: string): string {
  if (stored === '') return ''
  if (ABSOLUTE.test(stored)) return upgraded(stored, origin)
  if (stored.startsWith('//')) return origin.slice(0, origin.indexOf('//')) + stored
  if (stored.startsWith('/') && !stored.startsWith(STORED_BASE)) return origin + stored
  const key = stored.startsWith('/') ? stored.slice(STORED_BASE.length) : stored
  const base = settings.media.url
  return (base.startsWith('/') ? origin : '') + base + key
}

/** The form in which columns such as `products.main_images` keep an own picture. */
export function storedUrl(key: string): string {
  return STORED_BASE + key
}

function upgraded(url: string, origin: string): string {
  const plain = url.slice(0, 5).toLowerCase() === 'http:'
  return plain && origin.startsWith('https:') ? `https${url.slice(4)}` : url
}
