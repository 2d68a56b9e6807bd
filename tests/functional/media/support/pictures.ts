import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A plain picture in the wanted format. */
export function picture(
  format: 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'avif' = 'jpeg',
  { width = 600, height = 400, background = '#336699' } = {}
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer()
}

/** Noise cannot be compressed, so its file is as large as its pixels. */
export function noise(width: number, height = width): Sharp {
  return sharp({
    create: {
      ...{ width, height, channels: 3, background: '#888888' },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
}

/**
 * As a phone held upright stores it: the sensor's rows lie on their side, and the metadata says so, and
 * where it was. Upright it is 200 wide and 300 high, red above, blue below.
 */
export async function phonePhoto(): Promise<Buffer> {
  const blue = await picture('png', { width: 150, height: 200, background: '#0000ff' })
  return sharp({ create: { width: 300, height: 200, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, left: 150, top: 0 }])
    .jpeg({ quality: 95 })
    .withExif({
      IFD0: { Make: 'PhoneMaker', Model: 'Phone 1' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' },
    })
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** A PNG of black pixels that is small as a file however large it is as a picture. */
export function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(content.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

export interface Bitmap {
  depth: 8 | 24 | 32
  /** rows stored from the top, which is told by a negative height */
  topDown?: boolean
}

/** A bitmap 3 pixels wide and 2 high: red, green, blue above; white, black, yellow below. */
export function bitmap({ depth, topDown = false }: Bitmap): Buffer {
  const rows = topDown ? PIXELS : [...PIXELS].reverse()
  const rowBytes = Math.ceil((3 * depth) / 32) * 4
  const palette = depth === 8 ? COLOURS.map((colour) => [...bgr(colour), 0]).flat() : []
  const header = Buffer.alloc(54)
  header.write('BM', 0, 'latin1')
  header.writeUInt32LE(54 + palette.length + rowBytes * 2, 2)
  header.writeUInt32LE(54 + palette.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(3, 18)
  header.writeInt32LE(topDown ? -2 : 2, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(depth, 28)
  if (depth === 8) header.writeUInt32LE(COLOURS.length, 46)
  const content = rows.map((row) => {
    const bytes = row.flatMap((colour) => {
      if (depth === 8) return [COLOURS.indexOf(colour)]
      return depth === 24 ? bgr(colour) : [...bgr(colour), 0]
    })
    return Buffer.concat([Buffer.from(bytes)], rowBytes)
  })
  return Buffer.concat([header, Buffer.from(palette), ...content])
}

export const PIXELS = [
  ['ff0000', '00ff00', '0000ff'],
  ['ffffff', '000000', 'ffff00'],
]
const COLOURS = PIXELS.flat()

function bgr(colour: string): number[] {
  return [...Buffer.from(colour, 'hex')].reverse()
}

/** The colours of a picture, row by row, as six hexadecimal digits. */
export async function coloursOf(content: Buffer): Promise<string[][]> {
  const { data, info } = await sharp(content)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Array.from({ length: info.height }, (_, y) =>
    Array.from({ length: info.width }, (_pixel, x) => {
      const from = (y * info.width + x) * 3
      return data.toString('hex', from, from + 3)
    })
  )
}
