const PICTURES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
}

const FILES: Record<string, string> = {
  ...PICTURES,
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
}

/** Exactly what our own keys look like: no dot segments, no hidden files, nothing to decode. */
const KEY = /^(?:[\w-]+\/)*[\w-]+\.(\w+)$/

/** The content type of a public picture by the ending of its key; undefined for what is never public. */
export function pictureType(key: string): string | undefined {
  return typeBy(PICTURES, key)
}

/** The content type of a private file by the ending of its key; undefined for what we never store. */
export function fileType(key: string): string | undefined {
  return typeBy(FILES, key)
}

function typeBy(types: Record<string, string>, key: string): string | undefined {
  const ending = KEY.exec(key)?.[1] ?? ''
  return Object.hasOwn(types, ending) ? types[ending] : undefined
}
