import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import { readBmp } from '#media/bmp'
import { LONGEST_SIDE, MOST_BYTES, MOST_PIXELS } from '#media/picture_limits'
import { broken, refusedFile, tooManyPixels, wrongType } from '#media/refusals'
import { smallerCopies } from '#media/smaller_copies'
import { DomainError } from '#shared/domain_error'

export type OutputFormat = 'jpeg' | 'png' | 'webp'

export interface Rendering {
  /** kept as it came when absent; a bitmap becomes PNG */
  format?: OutputFormat
  /** smaller and a little less sharp */
  compress?: boolean
  /** whether bitmaps are taken */
  bitmaps?: boolean
}

export interface RenderedPicture {
  content: Buffer
  format: OutputFormat | 'gif'
  width: number
  height: number
  /** smaller copies by their width in pixels, WebP */
  copies: Map<number, Buffer>
}

/** Only these loaders: the others read formats that can name files, hosts or scripts. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

const FORMATS: Record<string, 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp'> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
}

/** Small faults that phones are known for are forgiven, a missing end is not. */
const READING = {
  failOn: 'error',
  limitInputPixels: MOST_PIXELS,
  pages: 1,
  sequentialRead: true,
} as const
const LONGEST_SECONDS = 30

/**
 * Draws an uploaded picture anew: upright, at most 4096 pixels, its first frame, nothing in it but
 * pixels; with its smaller copies. What it is, its content decides, not its name. Runs in a process of
 * its own (render_picture.ts). Rule: docs/rules/media.md
 * @throws DomainError INVALID_FILE
 */
export async function drawPicture(path: string, rendering: Rendering): Promise<RenderedPicture> {
  const found = await fileTypeFromFile(path)
  const kind = found && FORMATS[found.mime]
  if (!kind || (kind === 'bmp' && !rendering.bitmaps)) throw wrongType(namesFor(rendering))
  const picture = kind === 'bmp' ? openBitmap(await readFile(path)) : await openPicture(path, kind)
  try {
    return await draw(picture, rendering.format ?? (kind === 'bmp' ? 'png' : kind), rendering)
  } catch (error) {
    if (error instanceof DomainError) throw error
    /** Nothing is written here, so what fails is the picture. */
    throw broken()
  }
}

async function openPicture(path: string, kind: string): Promise<Sharp> {
  /** Reads the header only, so the limit is ours to tell. */
  const { format, width, height } = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw broken()
    })
  if (format !== kind) throw broken()
  if (width * height > MOST_PIXELS) throw tooManyPixels()
  return sharp(path, READING).autoOrient()
}

function openBitmap(file: Buffer): Sharp {
  const { data, width, height } = readBmp(file)
  return sharp(data, { raw: { width, height, channels: 3 } })
}

async function draw(
  picture: Sharp,
  format: OutputFormat | 'gif',
  { compress = false }: Rendering
): Promise<RenderedPicture> {
  const resized = picture
    .timeout({ seconds: LONGEST_SECONDS })
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
  const { data: content, info } = await encoded(resized, format, compress).toBuffer({
    resolveWithObject: true,
  })
  if (content.length > MOST_BYTES)
    throw refusedFile('图片处理后仍超过 20 MB，请换成 JPG 格式或缩小后再上传')
  const { width, height } = info
  return { content, format, width, height, copies: await smallerCopies(content) }
}

function encoded(picture: Sharp, format: OutputFormat | 'gif', compress: boolean): Sharp {
  const quality = compress ? 85 : 92
  if (format === 'jpeg') return picture.flatten({ background: '#ffffff' }).jpeg({ quality })
  /** A thorough search for the smallest WebP needs twice the memory. */
  if (format === 'webp') return picture.webp({ quality, effort: 2 })
  if (format === 'gif') return picture.gif()
  return picture.png({ compressionLevel: compress ? 9 : 6 })
}

function namesFor({ bitmaps }: Rendering): string {
  return bitmaps ? 'JPG、PNG、WebP、GIF、BMP' : 'JPG、PNG、WebP、GIF'
}
