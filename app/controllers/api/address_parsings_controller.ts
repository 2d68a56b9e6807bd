import type { HttpContext } from '@adonisjs/core/http'
import { parseAddress } from '#customers/address_parser/parse_address'
import { DomainError } from '#shared/domain_error'
import { answer } from '#transformers/answer'
import { addressTextValidator } from '#validators/address'

/** Splits a pasted address into its parts (10.6). */
export default class AddressParsingsController {
  async store(ctx: HttpContext) {
    const [error, input] = await ctx.request.tryValidateUsing(addressTextValidator)
    if (error) {
      const message: string = error.messages[0].message
      throw new DomainError('VALIDATION_ERROR', message, {
        fields: { address: [message] },
        extra: { data: null },
      })
    }
    answer(ctx, parseAddress(input.address))
  }
}
