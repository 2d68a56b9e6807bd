import { matchAt, skip, type Match } from './match.js'

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

/** How many characters such as 收货地址 or 中国 may stand before the province. */
const LEAD = 8
const BOUNDARY = /[\s,，、。;；:：/|·\-—_\dA-Za-z【】[\]()（）]/

/**
 * Splits an address in free text into province, city, district and the rest, without network. Names
 * may be shortened or left out; what is not certain stays null. Rule: docs/rules/customers.md
 */
export function parseAddress(input: string): ParsedAddress {
  const text = input.trim()
  const match = bestMatch(text)
  const { province, city, county } = match
  if (!province && !city && !county)
    return {
      success: false,
      message: match.ambiguous
        ? `多个城市都有“${match.ambiguous}”，请补充省市后再试`
        : '没有识别出省市区，请检查地址或手动选择',
      data: { province: null, city: null, district: null, detail: text },
    }
  const rest = text.slice(skip(text, match.end))
  return {
    success: true,
    message: '识别完成',
    data: {
      province: province?.name ?? null,
      city: city?.name ?? municipality(match),
      district: county?.name ?? null,
      detail: rest === '' ? text : rest,
    },
  }
}

/** Beijing, Tianjin, Shanghai and Chongqing are their own cities. */
function municipality({ province }: Match): string | null {
  return province && province.name.endsWith('市') ? province.name : null
}

/** The earliest of the readings that recognise most. */
function bestMatch(text: string): Match {
  let best = matchAt(text, 0)
  for (let start = 1; start < text.length; start++) {
    if (start > LEAD && !BOUNDARY.test(text[start - 1])) continue
    const match = matchAt(text, start)
    if (match.score > best.score || (best.score === 0 && !best.ambiguous && match.ambiguous))
      best = match
  }
  return best
}
