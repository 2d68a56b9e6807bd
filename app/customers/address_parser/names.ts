/** Peoples whose names stand in names of autonomous regions; longer before shorter. */
const PEOPLES =
  '柯尔克孜|乌孜别克|俄罗斯|鄂伦春|鄂温克|达斡尔|维吾尔|哈萨克|塔吉克|塔塔尔|布依|土家|哈尼|傈僳|拉祜|' +
  '纳西|景颇|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|保安|裕固|独龙|门巴|珞巴|基诺|高山|赫哲|德昂|东乡|' +
  '仫佬|蒙古|朝鲜|壮|回|藏|苗|彝|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|京|怒|各'

const AUTONOMOUS = new RegExp(`^(.+?)(?:(?:${PEOPLES})族?)+自治([区州县旗])$`)
const PLAIN = /^(.+?)(?:特别行政区|自治区|自治州|自治县|新区|林区|特区|地区|省|市|区|县|盟|旗)$/

/**
 * How people write a name of a region: in full and shortened, longest first. 延边朝鲜族自治州 is also
 * written 延边州 and 延边. What would be a single character long is no name.
 */
export function spellings(name: string): string[] {
  const [, stem, kind] = AUTONOMOUS.exec(name) ?? []
  const short = stem ? [stem + kind, stem] : [PLAIN.exec(name)?.[1] ?? '']
  return [name, ...short.filter((spelling) => spelling.length >= 2 && spelling !== name)]
}

/**
 * A short name that goes on like this, and not with the next level, names something else: 南京路 is no
 * Nanjing, 西湖大道 no district of Hangzhou, 朝阳区 not the city of Chaoyang.
 */
export const OTHER_NAME =
  /^(?:[省市区县旗盟]|[东西南北中上下新老内外]{0,2}(?:路|街|大道|大街|道|巷|弄|胡同)|桥|镇|乡|村|站|港|广场|公园|公寓|小区|花园|花苑|新村|新城|家园|大厦|大学|学院|医院|酒店)/
