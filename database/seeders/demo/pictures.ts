import sharp from 'sharp'
import { storePublicImage, type StoredImage } from '#media/actions/store_public_image'
import { storedUrl } from '#media/public_url'

const AT_ONCE = 2
/** Flat drawings gain little from a thorough search for the smallest file. */
const FORMAT = { quality: 84, effort: 2 }

/**
 * Draws and stores pictures, each one once however often it is asked for. Two are rendered at a time,
 * which is what a small machine has processors for.
 */
export class Pictures {
  #made = new Map<string, Promise<StoredImage>>()
  #running = 0
  #waiting: (() => void)[] = []

  get count(): number {
    return this.#made.size
  }

  /** The row of the picture, `width` pixels wide when given. The name tells staff what it shows. */
  image(drawing: string, name: string, width?: number): Promise<StoredImage> {
    const key = `${width ?? ''} ${drawing}`
    let made = this.#made.get(key)
    if (!made) this.#made.set(key, (made = this.#draw(drawing, name, width)))
    return made
  }

  /** The address of the picture as columns keep it. */
  async url(drawing: string, name: string, width?: number): Promise<string> {
    const { key } = await this.image(drawing, name, width)
    return storedUrl(key)
  }

  async #draw(drawing: string, name: string, width?: number): Promise<StoredImage> {
    if (this.#running >= AT_ONCE) await new Promise<void>((free) => this.#waiting.push(free))
    this.#running += 1
    try {
      /** Where uploads are taken, sharp is told not to read drawings. */
      sharp.unblock({ operation: ['VipsForeignLoadSvg'] })
      const content = await sharp(Buffer.from(drawing)).resize({ width }).webp(FORMAT).toBuffer()
      return await storePublicImage(content, { originalName: `${name}.webp` })
    } finally {
      this.#running -= 1
      this.#waiting.shift()?.()
    }
  }
}
