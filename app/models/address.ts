import { AddressSchema } from '#database/schema'

/** One entry of a shopper's address book; orders copy it and never refer to it. */
export default class Address extends AddressSchema {}
