import { GAP, readable, SEPARATORS, tidy } from './characters.js'
import { withoutLabels } from './labels.js'
import { matchAt, skip, type Match } from './match.js'
import { withoutPeople } from './people.js'
import { skipRepeats } from './repeats.js'
import { unknownRegion } from './unknown_region.js'

export interface ParsedAddress {
  success: boolean
  message: string
  data: {
    province: string | null
    city: string | null
    district: string | null
    detail: string
  }
}

/**
 * Splits an address in free text into province, city, district and the rest, without network. Names
 * of regions may be shortened or left out; phone numbers, labels and a recipient's name are taken out
 * where they are certain. What is not certain stays null. Rule: docs/rules/customers.md
 */
export function parseAddress(input: string): ParsedAddress {
  const { text: unlabelled, named } = withoutLabels(readable(input))
  const text = withoutPeople(unlabelled, { named })
  const match = bestMatch(text)
  const { province, city, county } = match
  if (!province && !city && !county)
    return {
      success: false,
      message: refusal(match, text),
      data: { province: null, city: null, district: null, detail: input.trim() },
    }
  return {
    success: true,
    message: '识别完成',
    data: {
      province: province?.name ?? null,
      city: city?.name ?? municipality(match),
      district: county?.name ?? null,
      detail: tidy(text.slice(streetStart(text, match))) || tidy(text),
    },
  }
}

/** Beijing, Tianjin, Shanghai and Chongqing are their own cities. */
function municipality({ province }: Match): string | null {
  return province && province.name.endsWith('市') ? province.name : null
}

function refusal({ ambiguous }: Match, text: string): string {
  if (ambiguous) return `多个城市都有“${ambiguous}”，请补充省市后再试`
  const unknown = unknownRegion(text)
  if (unknown) return `没有找到“${unknown}”，请检查省市区的名称或手动选择`
  return '没有识别出省市区，请检查地址或手动选择'
}

/** An opening bracket right before the street belongs to it. */
function streetStart(text: string, match: Match): number {
  const at = skip(text, skipRepeats(text, match))
  return /[（([【]/.test(text[at - 1] ?? '') && at > match.end ? at - 1 : at
}

/** How many characters such as 收货地址 or 中国 may stand before the names, whatever they are. */
const LEAD = 8
const BOUNDARY = new RegExp(`[${SEPARATORS}\\w${GAP}]`, 'u')

/** The earliest of the readings that recognise most. */
function bestMatch(text: string): Match {
  let best = matchAt(text, 0)
  for (let start = 1; start < text.length; start++) {
    const match = matchAt(text, start)
    const within = start > LEAD && !BOUNDARY.test(text[start - 1])
    if (within && !saysEnough(match)) continue
    if (match.score > best.score ? !contradicts(match, best, text) : isFirstDoubt(match, best))
      best = match
  }
  return best
}

/** In the middle of a sentence a single name may be anything. */
function saysEnough({ province, city, county, full, start, end }: Match): boolean {
  const name = (county ?? city ?? province)?.name.length ?? 0
  return full && end - start > name
}

function isFirstDoubt(match: Match, best: Match): boolean {
  return best.score === 0 && !best.ambiguous && match.ambiguous !== undefined
}

/** 浙江省南京市: what was written in full and just before is not overruled, the rest stays open. */
function contradicts(match: Match, best: Match, text: string): boolean {
  if (!best.full || skip(text, best.end) < match.start || match.start < best.end) return false
  if (best.province !== match.province) return true
  return best.city !== null && best.city !== match.city
}
