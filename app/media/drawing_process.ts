import type { RenderedPicture, Rendering } from '#media/draw_picture'
import { drawPicture } from '#media/draw_picture'
import { DomainError } from '#shared/domain_error'

/** What the shop asks of this process, one at a time. */
export interface DrawingOrder {
  path: string
  rendering: Rendering
}

export type DrawingResult = (
  | { picture: RenderedPicture }
  | { refusal: { message: string; status: number } }
  | { failure: string }
) & {
  /** bytes that this process holds by now */
  memory: number
}

process.on('message', async ({ path, rendering }: DrawingOrder) => {
  const outcome = await drawPicture(path, rendering).then(
    (picture) => ({ picture }),
    (error: unknown) =>
      error instanceof DomainError
        ? { refusal: { message: error.message, status: error.status } }
        : { failure: String(error) }
  )
  const result: DrawingResult = { ...outcome, memory: process.memoryUsage.rss() }
  process.send?.(result)
})

/** Whoever gave the orders has no more, or is gone. */
process.once('disconnect', () => process.exit())
