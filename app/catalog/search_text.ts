/**
 * How text is searched: squeezed, cut into pieces of one to three characters for the index, and checked
 * again on the squeezed text. Independent of the database's locale. Rule: docs/rules/catalogue.md
 */

const SEPARATORS = /(?<=\d)(\.)(?=\d)|[^\p{L}\p{N}]+/gu
const WORDS_AND_BLANKS = /[\p{L}\p{N}\s]+/u
const LONGEST_PIECE = 3

/** One width, one case. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Letters and digits only, in one width and case; a dot stays between digits (`1.5匹`). */
export function squeeze(text: string): string {
  return plain(text).replace(SEPARATORS, (_, dot?: string) => dot ?? '')
}

/** What `squeeze` leaves out: the different runs of signs, with a blank between them. */
export function signsOf(text: string): string {
  return distinct(plain(text).split(WORDS_AND_BLANKS))
}

/** Squeezed texts, each once, with a blank between them; so none is found across two of them. */
export function squeezedList(texts: string[]): string {
  return distinct(texts.map(squeeze))
}

/** The blank-separated words of a keyword, squeezed; what consists of signs only, as it is. */
export function wordsOf(keyword: string): string[] {
  const typed = plain(keyword).split(/\s+/)
  const words = typed.map(squeeze).filter((word) => word !== '')
  return [...new Set(words.length > 0 ? words : typed)].filter((word) => word !== '')
}

/** The pieces that a text must have in the index to contain the word. */
export function piecesOf(word: string): string[] {
  const letters = [...word]
  if (letters.length <= LONGEST_PIECE) return [word]
  const pieces = new Set<string>()
  for (let start = 0; start + LONGEST_PIECE <= letters.length; start++)
    pieces.add(letters.slice(start, start + LONGEST_PIECE).join(''))
  return [...pieces]
}

function distinct(texts: string[]): string {
  return [...new Set(texts)].filter((text) => text !== '').join(' ')
}
