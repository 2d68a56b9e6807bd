import { SEPARATORS } from './characters.js'

const PROVINCE = new RegExp(
  `(?:^|[${SEPARATORS}])(\\p{Script=Han}{2,6}(?:自治区|省(?=$|[${SEPARATORS}]|\\p{Script=Han}{1,8}[市州盟区县旗])))`,
  'u'
)
const CITY = new RegExp(
  `(?:^|[${SEPARATORS}])(\\p{Script=Han}{2,6}(?<![城超夜菜股门])市)(?=\\p{Script=Han}{2,6}(?<![小社园])[区县])`,
  'u'
)

/** What is written like a province or a city in front of a text in which no region is known. */
export function unknownRegion(text: string): string | null {
  return (PROVINCE.exec(text) ?? CITY.exec(text))?.[1] ?? null
}
