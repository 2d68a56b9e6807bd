import type { HttpContext } from '@adonisjs/core/http'
import { createAddress } from '#customers/actions/create_address'
import { deleteAddress } from '#customers/actions/delete_address'
import { updateAddress } from '#customers/actions/update_address'
import { findOwnAddress } from '#customers/address_book'
import { listAddresses } from '#customers/queries/list_addresses'
import { requireViewer } from '#middleware/viewer_context'
import { addressAnswer } from '#transformers/address_transformer'
import { answer } from '#transformers/answer'
import { addressChangesValidator, newAddressValidator } from '#validators/address'

/** One's own address book (10.1 to 10.4). */
export default class AddressesController {
  async index(ctx: HttpContext) {
    const addresses = await listAddresses(requireViewer(ctx).id)
    answer(ctx, addresses.map(addressAnswer))
  }

  async show(ctx: HttpContext) {
    answer(ctx, addressAnswer(await findOwnAddress(ctx.params.id, requireViewer(ctx).id)))
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(newAddressValidator)
    const { contact_name: contactName, is_default: isDefault, ...rest } = input
    const address = { ...rest, contactName, isDefault }
    answer(ctx, addressAnswer(await createAddress(address, requireViewer(ctx).id)), 201)
  }

  async update(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(addressChangesValidator)
    const { contact_name: contactName, is_default: isDefault, ...rest } = input
    const changes = { ...rest, contactName, isDefault }
    const address = await updateAddress(ctx.params.id, changes, requireViewer(ctx).id)
    answer(ctx, addressAnswer(address))
  }

  async destroy(ctx: HttpContext) {
    await deleteAddress(ctx.params.id, requireViewer(ctx).id)
    ctx.response.noContent()
  }
}
