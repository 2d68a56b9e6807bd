import { piecesOf, squeeze, wordsOf } from '#catalog/search_text'

/** A brand under all the squeezed names that people look for it by; its own stands first. */
export interface KnownBrand {
  id: number
  names: string[]
}

/** What a keyword asks for, ready for SQL. */
export interface Search {
  /** all of it, squeezed */
  phrase: string
  /** each of the words as a pattern for `like` */
  patterns: string[]
  /** a tsquery that every hit satisfies, and a few others too */
  query: string
  /** the same for names that hold the whole keyword */
  phraseQuery: string
  /** the brands that a word names, and under which names */
  brandIds: number[]
  brandTexts: string[]
}

const MOST_BRANDS = 50
const LATIN = /[a-z]/
const ONE_LATIN = /^[a-z\d]$/

/**
 * Takes a keyword apart: words between blanks, and a brand's name inside a word is a word too, because
 * people type 海尔冰箱 without a blank. Null when there is nothing to look for.
 * Rule: docs/rules/catalogue.md
 */
export function readSearch(keyword: string, brands: KnownBrand[]): Search | null {
  const typed = wordsOf(keyword)
  if (typed.length === 0) return null
  const names = brands.flatMap((brand) => brand.names).sort((a, b) => b.length - a.length)
  const words = [...new Set(typed.flatMap((word) => splitAtBrand(word, names)))]
  const named = words.map((word) => brandsNamed(word, brands))
  const used = [...new Set(named.flat())]
  const phrase = squeeze(keyword) || typed.join('')
  return {
    phrase,
    patterns: words.map(pattern),
    query: words.map((word, index) => alternatives(word, named[index])).join(' & '),
    phraseQuery: alternatives(phrase, []),
    brandIds: used.map(({ id }) => id),
    brandTexts: used.map((brand) => brand.names.join(' ')),
  }
}

/** `names` begin with the longest. */
function splitAtBrand(word: string, names: string[]): string[] {
  for (const name of names) {
    const at = name.length > 1 && name !== word ? word.indexOf(name) : -1
    if (at < 0 || runsOn(word, at, name)) continue
    const [before, after] = [word.slice(0, at), word.slice(at + name.length)]
    return [before, after].reduce(
      (parts, rest) => (rest === '' ? parts : [...parts, ...splitAtBrand(rest, names)]),
      [name]
    )
  }
  return [word]
}

/** A Latin name inside a longer Latin word is no name. */
function runsOn(word: string, at: number, name: string): boolean {
  const [before, after] = [word[at - 1] ?? '', word[at + name.length] ?? '']
  return (
    (LATIN.test(name[0]) && LATIN.test(before)) ||
    (LATIN.test(name.at(-1) ?? '') && LATIN.test(after))
  )
}

/** A brand's own name may be named by any part of it, the others by how they begin. */
function brandsNamed(word: string, brands: KnownBrand[]): KnownBrand[] {
  if (ONE_LATIN.test(word)) return []
  return brands
    .filter(({ names: [own, ...others] }) => {
      return own.includes(word) || others.some((name) => name.startsWith(word))
    })
    .slice(0, MOST_BRANDS)
}

function alternatives(word: string, brands: KnownBrand[]): string {
  const inText = piecesOf(word).map(quoted).join(' & ')
  return `(${[inText, ...brands.map(({ id }) => quoted(`#${id}`))].join(' | ')})`
}

function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`
}

function pattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}
