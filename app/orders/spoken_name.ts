const LONGEST = 12

/**
 * A product's name within a sentence for a shopper, in quotes. Phones show two lines of a sentence, so
 * a long name is cut: what matters comes after it.
 */
export function spokenName(name: string): string {
  const characters = [...name]
  return characters.length > LONGEST ? `“${characters.slice(0, LONGEST).join('')}…”` : `“${name}”`
}
