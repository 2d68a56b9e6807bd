import { ADDRESSES_IN_ALL_LAYOUTS } from './address_texts_layout.js'
import { ADDRESSES_OF_ALL_REGIONS } from './address_texts_regions.js'
import { ADDRESSES_WITH_PEOPLE } from './address_texts_people.js'
import { ADDRESSES_WITH_TRICKY_STREETS } from './address_texts_streets.js'
import { PLAIN_ADDRESSES } from './address_texts_plain.js'

/** A text as people paste it, what a reader of the map would make of it (`-` for unknown), the rest. */
export type AddressText = [text: string, regions: `${string}/${string}/${string}`, detail: string]

export const ADDRESS_TEXTS: AddressText[] = [
  ...PLAIN_ADDRESSES,
  ...ADDRESSES_OF_ALL_REGIONS,
  ...ADDRESSES_IN_ALL_LAYOUTS,
  ...ADDRESSES_WITH_PEOPLE,
  ...ADDRESSES_WITH_TRICKY_STREETS,
]
