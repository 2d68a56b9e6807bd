import type { HttpContext } from '@adonisjs/core/http'
import { updateAddress } from '#customers/actions/update_address'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'

/** The address that checkout proposes (10.5). */
export default class DefaultAddressesController {
  async store(ctx: HttpContext) {
    await updateAddress(ctx.params.id, { isDefault: true }, requireViewer(ctx).id)
    answer(ctx, { status: '已设为默认地址' })
  }
}
