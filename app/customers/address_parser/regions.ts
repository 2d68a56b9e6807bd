import { areaList } from '@vant/area-data'
import { spellings } from './names.js'

export interface Region {
  code: string
  name: string
  parent: Region | null
}

export type Level = 'province' | 'city' | 'county'

export interface Spelling {
  region: Region
  /** written out in full */
  full: boolean
}

/** Spellings of one level, and the length of the longest. */
export interface Names {
  spelled: Map<string, Spelling[]>
  longest: number
}

/** Names that group counties in the data and that nobody writes. */
const PSEUDO_CITIES = new Set(['县', '省直辖县', '自治区直辖县级行政区划'])

/**
 * Made when the first address is parsed and kept: about 3900 regions under 8000 spellings.
 */
let index: Record<Level, Names> | undefined

export function regionNames(): Record<Level, Names> {
  return (index ??= build())
}

/** True for the groups that stand where a city would. */
export function isPseudoCity({ name }: Region): boolean {
  return PSEUDO_CITIES.has(name)
}

function build(): Record<Level, Names> {
  const provinces = regions(areaList.province_list, () => null)
  const cities = regions(areaList.city_list, (code) => provinces.get(`${code.slice(0, 2)}0000`))
  const counties = regions(areaList.county_list, (code) => cities.get(`${code.slice(0, 4)}00`))
  return {
    province: names(provinces.values()),
    city: names([...cities.values()].filter((city) => !isPseudoCity(city))),
    county: names(counties.values()),
  }
}

function regions(
  list: Record<string, string>,
  parentOf: (code: string) => Region | null | undefined
): Map<string, Region> {
  const found = new Map<string, Region>()
  for (const [code, name] of Object.entries(list))
    found.set(code, { code, name, parent: parentOf(code) ?? null })
  return found
}

function names(all: Iterable<Region>): Names {
  const spelled = new Map<string, Spelling[]>()
  let longest = 0
  for (const region of all)
    for (const spelling of spellings(region.name)) {
      const entry = { region, full: spelling === region.name }
      const same = spelled.get(spelling)
      if (same) same.push(entry)
      else spelled.set(spelling, [entry])
      longest = Math.max(longest, spelling.length)
    }
  return { spelled, longest }
}
