/**
 * How text is searched: squeezed, cut into grams, and checked again by `contains` on the squeezed text.
 * Independent of the database's locale. Rule: docs/rules/catalogue.md
 */

const SEPARATORS = /(?<=\d)(\.)(?=\d)|[^\p{L}\p{N}]+/gu
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}.]+?(?=\p{Script=Han}|$)/gu
const HAN = /\p{Script=Han}/u

/** Letters and digits only, in one width and case; a dot stays between digits (`1.5匹`). */
export function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(SEPARATORS, (_, dot?: string) => dot ?? '')
}

/** All grams of a squeezed text: 1 and 2 characters of Chinese, 1 to 3 of everything else. */
export function grams(squeezed: string): string[] {
  const found = new Set<string>()
  for (const { characters, longest } of runs(squeezed))
    for (let length = 1; length <= longest; length++) slide(characters, length, found)
  return [...found]
}

/** The grams that a text must have to contain the keyword: of each run only the longest ones. */
export function keywordGrams(squeezed: string): string[] {
  const found = new Set<string>()
  for (const { characters, longest } of runs(squeezed))
    slide(characters, Math.min(longest, characters.length), found)
  return [...found]
}

function runs(squeezed: string): { characters: string[]; longest: number }[] {
  return (squeezed.match(RUNS) ?? []).map((run) => ({
    characters: [...run],
    longest: HAN.test(run) ? 2 : 3,
  }))
}

function slide(characters: string[], length: number, into: Set<string>): void {
  for (let start = 0; start + length <= characters.length; start++)
    into.add(characters.slice(start, start + length).join(''))
}
