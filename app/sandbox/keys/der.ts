/** The few pieces of DER (X.690) that a self-signed certificate is made of. */

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf(content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.from([content.length])
  const bytes: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...parts: Buffer[]): Buffer => element(0x30, Buffer.concat(parts))

export const set = (...parts: Buffer[]): Buffer => element(0x31, Buffer.concat(parts))

export const nothing = (): Buffer => element(0x05, Buffer.alloc(0))

export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'))

/** The bytes are the whole string: no unused bits. */
export const bitString = (bytes: Buffer): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([0]), bytes]))

/** An explicit, constructed context tag such as `[0]`. */
export const tagged = (number: number, content: Buffer): Buffer => element(0xa0 | number, content)

/** A positive integer from its big-endian bytes; the first bit must be clear, it is the sign. */
export const integer = (bytes: Buffer): Buffer => element(0x02, bytes)

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) {
    const digits = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
    bytes.push(...digits)
  }
  return element(0x06, Buffer.from(bytes))
}

/** A moment of the years 1950 to 2049, whole seconds. */
export function utcTime(moment: Date): Buffer {
  const digits = moment.toISOString().slice(2, 19).replaceAll(/\D/g, '')
  return element(0x17, Buffer.from(`${digits}Z`, 'ascii'))
}
