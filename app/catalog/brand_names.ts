import { squeeze } from '#catalog/search_text'

/**
 * Under which names people look for a brand that is known by one of them: mostly the Latin ones, which
 * are quicker to type than to convert. Rule: docs/rules/catalogue.md
 */
const KNOWN_AS = `
  海尔 haier; 卡萨帝 casarte; 统帅 leader; 美的 midea; 小天鹅 littleswan; 华凌 wahin; 东芝 toshiba;
  格力 gree; 晶弘 kinghome; 海信 hisense; 容声 ronshen; 科龙 kelon; 三洋 sanyo; 创维 skyworth; 长虹 changhong;
  康佳 konka; 美菱 meiling; 奥克斯 aux; 志高 chigo; 新飞 frestec; 扬子 yair; 小米 xiaomi mi; 华为 huawei;
  荣耀 honor; 雷鸟 ffalcon; 三星 samsung; 索尼 sony; 夏普 sharp; 松下 panasonic; 日立 hitachi; 大金 daikin;
  三菱 mitsubishi; 西门子 siemens; 博世 bosch; 伊莱克斯 electrolux; 惠而浦 whirlpool; 倍科 beko; 美诺 miele;
  史密斯 aosmith; 林内 rinnai; 能率 noritz; 万和 vanward; 万家乐 macro; 华帝 vatti; 方太 fotile; 老板 robam;
  火星人 marssenger; 帅丰 sanfer; 美大 meida; 苏泊尔 supor; 九阳 joyoung; 小熊 bear; 格兰仕 galanz;
  艾美特 airmate; 先锋 singfun; 飞利浦 philips; 戴森 dyson; 摩飞 morphyrichards; 德龙 delonghi;
  科沃斯 ecovacs; 石头 roborock; 追觅 dreame; 云鲸 narwal; 添可 tineco; 莱克 lexy; 沁园 qinyuan;
  安吉尔 angel; 徕芬 laifen; 飞科 flyco; 极米 xgimi; 坚果 jmgo; 当贝 dangbei`

const GROUPS = KNOWN_AS.split(';').map((names) => names.trim().split(/\s+/))

/** The squeezed names of a brand: its own first, then the others that it is known by. */
export function namesOfBrand(name: string): string[] {
  const own = squeeze(name)
  const group = GROUPS.find(([chinese, ...latin]) => own.includes(chinese) || latin.includes(own))
  return [...new Set([own, ...(group ?? [])])].filter((known) => known !== '')
}
