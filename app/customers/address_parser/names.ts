/** Peoples whose names stand in names of autonomous regions; without 族 only those written so. */
const PEOPLES =
  '柯尔克孜|乌孜别克|俄罗斯|鄂伦春|鄂温克|达斡尔|维吾尔|哈萨克|塔吉克|塔塔尔|布依|土家|哈尼|傈僳|拉祜|' +
  '纳西|景颇|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|保安|裕固|独龙|门巴|珞巴|基诺|高山|赫哲|德昂|东乡|' +
  '仫佬|蒙古|朝鲜|壮|回|藏|苗|彝|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|京|怒|各'
const WITHOUT_SUFFIX = '柯尔克孜|维吾尔|哈萨克|塔吉克|锡伯|蒙古'

const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族|${WITHOUT_SUFFIX})+自治([区州县旗])$`)
const PEOPLE_ONLY = new RegExp(`^(${PEOPLES})族?自治([州县旗])$`)
const PLAIN = /^(.+?)(?:特别行政区|自治区|自治州|自治县|新区|林区|特区|地区|省|市|区|县|盟|旗)$/
const TOWN = /^(.{2,}?)(?:街道办事处|街道|镇|乡)$/

/**
 * How people write a name of a region: in full and shortened, longest first. 延边朝鲜族自治州 is also
 * written 延边州 and 延边. What would be a single character long is no name.
 */
export function spellings(name: string): string[] {
  const [, stem, kind] = AUTONOMOUS.exec(name) ?? PEOPLE_ONLY.exec(name) ?? []
  const short = stem ? [stem + kind, stem] : [PLAIN.exec(name)?.[1] ?? '']
  return [name, ...short.filter((spelling) => spelling.length >= 2 && spelling !== name)]
}

/** What a region was called before it became a city or a district: 哈密地区, 富阳市, 密云县. */
export function formerNames(name: string): string[] {
  const [, stem, kind] = /^(.{2,})([市区])$/.exec(name) ?? []
  if (!stem) return []
  return kind === '市' ? [`${stem}地区`] : [`${stem}市`, `${stem}县`]
}

const ZONE = /^(.*?)(?:高新技术(?:产业)?开发区|经济技术开发区|经济开发区)$/
const HIGH_TECH = ['高新技术产业开发区', '高新技术开发区', '高新区']
const ECONOMIC = ['经济技术开发区', '经济开发区', '经开区', '开发区']

/**
 * Names that say something only behind their city: towns without their suffix where towns stand in the
 * place of counties (东莞南城, 中山石岐区), and development zones under any of their names.
 */
export function namesInCity(name: string, city: string, province: string): string[] {
  const short = spellings(city).at(-1) ?? city
  const above = spellings(province).at(-1) ?? province
  const own = name.replace(new RegExp(`^(?:${above})?(?:${city}|${short}市?)`), '')
  const [, stem] = TOWN.exec(name) ?? []
  const town = stem ? [stem, `${stem}区`] : []
  const [, prefix] = ZONE.exec(own) ?? []
  const kinds = prefix === undefined ? [] : own.includes('高新技术') ? HIGH_TECH : ECONOMIC
  const zone = kinds.flatMap((kind) => [`${prefix}${kind}`, `${short}${prefix}${kind}`])
  return [...town, ...zone, ...(own.length >= 3 ? [own] : [])]
}

/**
 * A short name that goes on like this, and not with the next level, names something else: 南京路 is no
 * Nanjing, 西湖大道 no district of Hangzhou, 朝阳区 not the city of Chaoyang. 市心路 is a street by itself.
 */
export const OTHER_NAME = new RegExp(
  '^(?:' +
    [
      '[省区县旗盟]|市(?!心)|镇|乡|村|港',
      '\\p{Script=Han}?(?:路|街|大街|大道|道|巷|弄|胡同)|桥',
      '[东西南北]?(?:站|门)|机场|火车|广场|公园|公寓|小区|花园|花苑|新村|新城|家园|大厦|酒店',
      '山(?:保护|风景|[东西南北]?(?:路|街))|医院|银行|政府|中学|小学',
      '(?:工业|理工|师范|交通|农业|林业|科技|财经|医科|中医药|体育|政法|民族|海洋|外国语|职业技术)?(?:大学|学院)',
    ].join('|') +
    ')',
  'u'
)
