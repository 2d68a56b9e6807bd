import { decode } from 'bmp-ts'
import { broken, refusedFile, tooManyPixels } from '#media/refusals'
import { MOST_PIXELS } from '#media/picture_limits'

export interface Pixels {
  /** red, green, blue, row by row from the top */
  data: Buffer
  width: number
  height: number
}

/** File header and the smallest header with the fields below. */
const SMALLEST = 14 + 40
const UNCOMPRESSED = 0
const BIT_FIELDS = 3
const DEPTHS = [8, 24, 32]

/**
 * The pixels of a bitmap, which sharp does not read. The decoder allocates before it looks, ignores
 * where the header says that the pixels begin, and is wrong about rare kinds: those are refused here.
 * @throws DomainError INVALID_FILE
 */
export function readBmp(file: Buffer): Pixels {
  const { width, height } = checkedSize(file)
  try {
    const { data } = decode(file)
    return { data: withoutAlpha(data), width, height }
  } catch {
    /** Whatever it trips over lies in the file: the size was checked. */
    throw broken()
  }
}

function checkedSize(file: Buffer) {
  if (file.length < SMALLEST) throw broken()
  const begin = file.readUInt32LE(10)
  const headerSize = file.readUInt32LE(14)
  const width = file.readInt32LE(18)
  const height = Math.abs(file.readInt32LE(22))
  const depth = file.readUInt16LE(28)
  const compression = file.readUInt32LE(30)
  const colours = file.readUInt32LE(46)
  if (width < 1 || height < 1) throw broken()
  if (width * height > MOST_PIXELS) throw tooManyPixels()
  const plain = compression === UNCOMPRESSED || (compression === BIT_FIELDS && depth === 32)
  if (headerSize < 40 || !DEPTHS.includes(depth) || !plain) throw unusual()
  const masks = headerSize === 40 && compression === BIT_FIELDS ? 12 : 0
  const palette = depth === 8 ? (colours || 256) * 4 : colours * 4
  if (begin !== 14 + headerSize + masks + palette) throw unusual()
  const row = Math.ceil((width * depth) / 32) * 4
  if (file.length < begin + row * height) throw broken()
  return { width, height }
}

function unusual() {
  return refusedFile('不支持这种 BMP 图片，请另存为 JPG 或 PNG 后再上传')
}

/** From the decoder's alpha, blue, green, red. Bitmaps leave the alpha undefined. */
function withoutAlpha(data: Buffer): Buffer {
  const pixels = data.length / 4
  const colours = Buffer.allocUnsafe(pixels * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    colours[to] = data[from + 3]
    colours[to + 1] = data[from + 2]
    colours[to + 2] = data[from + 1]
  }
  return colours
}
