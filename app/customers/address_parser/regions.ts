import { areaList } from '@vant/area-data'
import { formerNames, namesInCity, spellings } from './names.js'

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
  /** says nothing without its city: 东区, 开发区, 南城 in 东莞 */
  needsCity: boolean
}

/** Spellings of one level, and the length of the longest. */
export interface Names {
  spelled: Map<string, Spelling[]>
  longest: number
}

/** Names that group counties in the data, or stand for the rest of a city, and that nobody means. */
const PSEUDO_CITIES = new Set(['县', '省直辖县', '自治区直辖县级行政区划'])
const PSEUDO_COUNTIES = new Set(['市辖区', '其它区'])
/** Names that many cities have, whether the data lists them all or not. */
const GENERIC =
  /^(?:.区|新市区|(?:经济技术|经济|高新技术|高新技术产业|工业)?(?:开发区|园区)|高新区)$/

/**
 * Made when the first address is parsed and kept: about 3900 regions under 9000 spellings.
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
  const realCities = [...cities.values()].filter((city) => !isPseudoCity(city))
  const realCounties = [...counties.values()].filter(({ name }) => !PSEUDO_COUNTIES.has(name))
  const cityNames = new Set(realCities.map(({ name }) => name))
  return {
    province: names([...provinces.values()], () => []),
    city: names(realCities, ({ name }) => shortened(formerNames(name))),
    county: names(realCounties, ({ name, parent }) => [
      ...shortened(formerNames(name).filter((former) => !cityNames.has(former))),
      ...shortened(namesInCity(name, parent?.name ?? '', parent?.parent?.name ?? ''), true),
    ]),
  }
}

interface Alias {
  spelling: string
  needsCity: boolean
}

function shortened(spelled: string[], needsCity = false): Alias[] {
  return spelled.map((spelling) => ({ spelling, needsCity }))
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

function names(all: Region[], aliases: (region: Region) => Alias[]): Names {
  const spelled = new Map<string, Spelling[]>()
  let longest = 0
  for (const region of all) {
    const own = shortened(spellings(region.name))
    const taken = new Set<string>()
    for (const { spelling, needsCity } of [...own, ...aliases(region)]) {
      if (taken.has(spelling)) continue
      taken.add(spelling)
      const full = spelling === region.name
      const entry = { region, full, needsCity: needsCity || (full && GENERIC.test(region.name)) }
      const same = spelled.get(spelling)
      if (same) same.push(entry)
      else spelled.set(spelling, [entry])
      longest = Math.max(longest, spelling.length)
    }
  }
  return { spelled, longest }
}
