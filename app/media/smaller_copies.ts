import sharp from 'sharp'
import { WIDTHS } from '#media/keys'

/**
 * Copies of a finished picture for lists, by width, WebP. A picture that is narrower keeps its own
 * width, and one that is WebP already is its own copy then.
 */
export async function smallerCopies(content: Buffer): Promise<Map<number, Buffer>> {
  const { format, width } = await sharp(content).metadata()
  const asItIs = (wanted: number) => format === 'webp' && width <= wanted
  const drawn = WIDTHS.filter((wanted) => !asItIs(wanted))
  const copies = new Map(WIDTHS.filter(asItIs).map((wanted) => [wanted as number, content]))
  if (drawn.length === 0) return copies
  /** The largest is drawn from the picture, the others from the largest. */
  const { data, info } = await sharp(content)
    .resize({ width: Math.max(...drawn), withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: info.channels }
  for (const wanted of drawn)
    copies.set(
      wanted,
      await sharp(data, { raw })
        .resize({ width: wanted, withoutEnlargement: true })
        .webp({ quality: 80, effort: 2 })
        .toBuffer()
    )
  return copies
}
