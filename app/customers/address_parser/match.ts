import { OTHER_NAME } from './names.js'
import { isPseudoCity, regionNames, type Level, type Region } from './regions.js'

/** What was recognised from one place of the text on. */
export interface Match {
  province: Region | null
  city: Region | null
  county: Region | null
  /** index of the first character behind the names */
  end: number
  /** characters that were names; a county in full counts a little more */
  score: number
  /** the county that several places share, when that is why nothing was found */
  ambiguous?: string
}

interface Found {
  region: Region
  text: string
  full: boolean
  /** false when the short name can only be right if the next level follows */
  endsHere: boolean
  end: number
}

const SEPARATORS = /[\s,，、。;；:：/|·\-—_>→【】[\]()（）]*/y
const FULL_COUNTY_BONUS = 0.5

/** The best reading of the text from `start` on: as many characters as possible are names. */
export function matchAt(text: string, start: number): Match {
  let best = none(start)
  const consider = (match: Match) => {
    if (match.score > best.score) best = match
    else if (match.ambiguous && best.score === 0) best = match
  }
  const provinces = [null, ...find('province', text, start)]
  for (const province of provinces) {
    const afterProvince = province ? skip(text, province.end) : start
    const base: Match = province
      ? { ...none(province.end), province: province.region, score: province.text.length }
      : none(start)
    if (!province || province.endsHere) consider(base)
    for (const city of cities(text, afterProvince, province?.region ?? null)) {
      const withCity: Match = {
        province: city.region.parent,
        city: city.region,
        county: null,
        end: city.end,
        score: base.score + city.text.length,
      }
      if (city.endsHere) consider(withCity)
      const withBoth = withCounty(text, withCity)
      if (withBoth !== withCity) consider(withBoth)
    }
    const withoutCity = withCounty(text, base)
    if (withoutCity !== base) consider(withoutCity)
  }
  return best
}

function cities(text: string, at: number, province: Region | null): Found[] {
  return find('city', text, at).filter(({ region }) => !province || region.parent === province)
}

/** Adds the county that follows, if there is exactly one of that name under what is known. */
function withCounty(text: string, known: Match): Match {
  const at = known.score > 0 ? skip(text, known.end) : known.end
  const candidates = find('county', text, at).filter(({ region, full, endsHere }) => {
    if (!endsHere) return false
    if (known.city) return region.parent === known.city
    if (known.province) return region.parent?.parent === known.province
    return full
  })
  const [longest] = candidates
  if (!longest) return known
  const namesakes = candidates.filter((other) => other.text === longest.text)
  const exact = namesakes.filter(({ full }) => full)
  const chosen = exact.length === 1 ? exact : namesakes
  if (chosen.length > 1) return known.score === 0 ? { ...known, ambiguous: longest.text } : known
  const [{ region, full, end }] = chosen
  return {
    province: region.parent?.parent ?? null,
    city: cityOf(region),
    county: region,
    end,
    score: known.score + longest.text.length + (full ? FULL_COUNTY_BONUS : 0),
  }
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
    for (const { region, full } of spelled.get(name) ?? []) {
      const end = at + length
      const endsHere = full || !OTHER_NAME.test(text.slice(end, end + 8))
      found.push({ region, text: name, full, endsHere, end })
    }
  }
  return found
}

/** The next character that says something. */
export function skip(text: string, at: number): number {
  SEPARATORS.lastIndex = at
  SEPARATORS.test(text)
  return SEPARATORS.lastIndex
}

function none(end: number): Match {
  return { province: null, city: null, county: null, end, score: 0 }
}
