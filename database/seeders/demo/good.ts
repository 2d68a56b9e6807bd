import type { Kind } from './drawings/kinds.js'

export const COLOURS = {
  珍珠白: '#f4f5f7',
  星空灰: '#5b6068',
  曜石黑: '#23252a',
  香槟金: '#d8c3a0',
  雾霾蓝: '#8aa1b5',
  奶油白: '#f3ecdd',
  松石绿: '#9db8a7',
  月光银: '#c9ced4',
  樱花粉: '#ecc9ca',
} as const

export type Colour = keyof typeof COLOURS

/** A size to choose and how many yuan it costs more than the first one. */
export type Size = [value: string, more: number]

export interface Good {
  name: string
  model: string
  item: string
  brand: string
  kind: Kind
  /** One colour and no sizes: sold without SKUs. */
  colours: Colour[]
  sizes?: { name: string; values: Size[] }
  /** yuan; the market price is derived, the dealer price is a share of it where there is one */
  price: number
  dealer?: boolean
  gift?: boolean
  designer?: boolean
  text: string
}

/** Terse rows become goods; `marks` holds d (dealer price), g (gift zone) and z (designer zone). */
export function good(
  head: [name: string, model: string, item: string, brand: string, kind: Kind],
  price: number,
  colours: Colour[],
  text: string,
  more: { marks?: string; size?: [string, ...Size[]] } = {}
): Good {
  const [name, model, item, brand, kind] = head
  const { marks = '', size } = more
  return {
    ...{ name, model, item, brand, kind, colours, price, text },
    ...(size && { sizes: { name: size[0], values: size.slice(1) as Size[] } }),
    dealer: marks.includes('d'),
    gift: marks.includes('g'),
    designer: marks.includes('z'),
  }
}
