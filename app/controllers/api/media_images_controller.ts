import type { HttpContext } from '@adonisjs/core/http'
import { uploadPicture } from '#media/actions/upload_picture'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { mediaImageAnswer } from '#transformers/media_image_transformer'
import { origin } from '#transformers/origin'
import { uploadValidator } from '#validators/media'

/** Pictures that the mini-program uploads (15.1). */
export default class MediaImagesController {
  async store(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const input = await ctx.request.validateUsing(uploadValidator)
    const product = { productId: input.product_id, field: input.field_name }
    const { image, slot } = await uploadPicture(
      { file: uploadedFile(ctx), format: input.format, compress: input.compress, product },
      viewer
    )
    answer(ctx, mediaImageAnswer(image, origin(ctx), slot), 201)
  }
}

/** The temporary file; its name and declared type may be anything, and so may be its ending. */
function uploadedFile({ request }: HttpContext) {
  const file = request.file('file')
  if (!file?.tmpPath) return null
  return { path: file.tmpPath, name: file.clientName, size: file.size }
}
