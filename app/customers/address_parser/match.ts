import { SEPARATORS } from './characters.js'
import { OTHER_NAME } from './names.js'
import { isPseudoCity, regionNames, type Level, type Region, type Spelling } from './regions.js'

/** What was recognised from one place of the text on. */
export interface Match {
  province: Region | null
  city: Region | null
  county: Region | null
  start: number
  /** index of the first character behind the names */
  end: number
  /** characters that were names; a county in full counts a little more */
  score: number
  /** the first name was written out */
  full: boolean
  /** the county that several places share, when that is why nothing was found */
  ambiguous?: string
}

interface Found extends Spelling {
  text: string
  /** false when the short name can only be right if the next level follows */
  endsHere: boolean
  end: number
}

const FULL_COUNTY_BONUS = 0.5
/** A town that follows the short name of a city shows that the city is meant: 昆山花桥镇. */
const TOWN = new RegExp(`^[${SEPARATORS}]*\\p{Script=Han}{1,4}(?:镇|街道|乡)`, 'u')

/** The best reading of the text from `start` on: as many characters as possible are names. */
export function matchAt(text: string, start: number): Match {
  let best = none(start)
  const consider = (match: Match) => {
    if (match.score > best.score || isOneName(match, best, text)) best = match
    else if (match.ambiguous && best.score === 0) best = match
  }
  for (const province of [null, ...find('province', text, start)]) {
    const base: Match = province
      ? {
          ...none(start),
          province: province.region,
          end: province.end,
          score: province.text.length,
          full: province.full,
        }
      : none(start)
    if (!province || province.endsHere) consider(base)
    for (const city of citiesBehind(text, base)) {
      const withCity: Match = {
        ...base,
        province: city.region.parent,
        city: city.region,
        end: city.end,
        score: base.score + city.text.length,
        full: province ? base.full : city.full,
      }
      if (city.endsHere) consider(withCity)
      countiesBehind(text, withCity).forEach(consider)
    }
    countiesBehind(text, base).forEach(consider)
  }
  return best
}

function countiesBehind(text: string, known: Match): Match[] {
  return continuations(text, known)
    .map((at) => withCounty(text, known, at))
    .filter((match) => match !== known)
}

function citiesBehind(text: string, base: Match): Found[] {
  return continuations(text, base)
    .flatMap((at) => find('city', text, at))
    .filter(({ region }) => !base.province || region.parent === base.province)
}

/** 苏州工业园区 is the name of one district, rather than 苏州 for short and a district of any city. */
function isOneName(match: Match, best: Match, text: string): boolean {
  if (match.score !== best.score || match.end !== best.end || !match.county || !best.county)
    return false
  const cityInFull = text.slice(best.start, best.end).includes(best.city?.name ?? '')
  return match.county.name.length > best.county.name.length && !cityInFull
}

/** Adds the county that follows, if there is exactly one of that name under what is known. */
function withCounty(text: string, known: Match, at: number): Match {
  const candidates = find('county', text, at).filter((found) => canFollow(known, found, text, at))
  const [longest] = candidates
  if (!longest) return known
  const namesakes = candidates.filter((other) => other.text === longest.text)
  const exact = namesakes.filter(({ full }) => full)
  /** a zone's short name may stand for two entries of one city; the statistical one comes first */
  const chosen = exact.length === 1 ? exact : longest.needsCity ? namesakes.slice(0, 1) : namesakes
  if (chosen.length > 1) return known.score === 0 ? { ...known, ambiguous: longest.text } : known
  const [{ region, full }] = chosen
  return {
    ...known,
    province: region.parent?.parent ?? null,
    city: cityOf(region),
    county: region,
    end: chosen[0].end,
    score: known.score + longest.text.length + (full ? FULL_COUNTY_BONUS : 0),
    full: known.score > 0 ? known.full : full,
  }
}

function canFollow(known: Match, found: Found, text: string, at: number): boolean {
  const { region, full, needsCity, endsHere, end } = found
  if (!endsHere) return false
  if (known.city) return region.parent === known.city
  if (needsCity) return false
  if (known.province) return region.parent?.parent === known.province
  if (full) return found.text.length > 2 || at === 0 || SEPARATOR.test(text[at - 1])
  return region.name.endsWith('市') && TOWN.test(text.slice(end, end + 12))
}

/** Counties directly under a municipality belong to it, those directly under a province stand for themselves. */
function cityOf(county: Region): Region | null {
  const city = county.parent
  if (!city || !isPseudoCity(city)) return city
  return city.name === '县' ? city.parent : county
}

/** Every spelling that begins here, longest first. */
function find(level: Level, text: string, at: number): Found[] {
  const { spelled, longest } = regionNames()[level]
  const found: Found[] = []
  for (let length = Math.min(longest, text.length - at); length >= 2; length--) {
    const name = text.slice(at, at + length)
    const end = at + length
    for (const spelling of spelled.get(name) ?? []) {
      const endsHere = spelling.full || !namesSomethingElse(name, text.slice(end, end + 8))
      found.push({ ...spelling, text: name, endsHere, end })
    }
  }
  return found
}

/** 萧山市心路 is a street of 萧山, not of a city. */
function namesSomethingElse(name: string, next: string): boolean {
  return OTHER_NAME.test(next) || (name.endsWith('市') && /^[心场民]/.test(next))
}

const MOST_REPEATS = 3

/** Where the next level may begin: behind the last name, also when that is written several times. */
function continuations(text: string, { province, city, score, end }: Match): number[] {
  if (score === 0) return [end]
  const name = (city ?? province)?.name ?? ''
  const found = [skipFillers(text, end)]
  for (let i = 0; i < MOST_REPEATS && text.startsWith(name, found[i]); i++)
    found.push(skipFillers(text, found[i] + name.length))
  return found.length > 1 ? [found[0], found[found.length - 1]] : found
}

const SEPARATOR = new RegExp(`[${SEPARATORS}]`, 'u')
const RUN = new RegExp(`[${SEPARATORS}]*`, 'uy')
/** What forms of other systems write between two levels. */
const FILLER =
  /省直辖县级行政(?:区划|单位)|自治区直辖县级行政(?:区划|单位)|省直辖县|市辖区|市辖县|县(?=[^县]{1,10}县)|(?:生产建设)?兵团(?:第?[一二三四五六七八九十]{1,3}师)?(?=\p{Script=Han}{2,5}市)/uy

/** The next character that says something. */
export function skip(text: string, at: number): number {
  RUN.lastIndex = at
  RUN.test(text)
  return RUN.lastIndex
}

function skipFillers(text: string, at: number): number {
  const next = skip(text, at)
  FILLER.lastIndex = next
  return FILLER.test(text) ? skip(text, FILLER.lastIndex) : next
}

function none(start: number): Match {
  return { province: null, city: null, county: null, start, end: start, score: 0, full: false }
}
