import { COLOURS, type Colour, type Good } from './good.js'
import { leaflet, room, studio } from './drawings/scenes.js'
import type { Pictures } from './pictures.js'

export interface ProductPictures {
  main: string[]
  detail: string[]
  ofColour: Map<Colour, string>
}

/** Each colour alone, the first one also in a room, and the long picture of the details. */
export async function productPictures(pictures: Pictures, good: Good): Promise<ProductPictures> {
  const { kind, colours, item } = good
  const [first] = colours
  const [inRoom, details, ...alone] = await Promise.all([
    pictures.url(room(kind, COLOURS[first]), `${item} 场景`),
    pictures.url(
      leaflet(
        kind,
        colours.map((colour) => COLOURS[colour])
      ),
      `${item} 详情`
    ),
    ...colours.map((colour) => pictures.url(studio(kind, COLOURS[colour]), `${item} ${colour}`)),
  ])
  const [front, ...others] = alone
  return {
    main: [front, inRoom, ...others],
    detail: [details],
    ofColour: new Map(colours.map((colour, index) => [colour, alone[index]])),
  }
}
