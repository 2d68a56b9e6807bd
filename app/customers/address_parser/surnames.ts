/** Surnames of about nine in ten people, without those that are as often the beginning of a place. */
const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚' +
  '卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温' +
  '康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂'
const DOUBLE =
  '欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|东方|司徒|轩辕|长孙|宇文|司空|南宫'

const FULL_NAME = new RegExp(
  `^(?:(?:${DOUBLE})\\p{Script=Han}{1,2}|[${SINGLE}]\\p{Script=Han}{1,2}|[小老阿][${SINGLE}])$`,
  'u'
)
const SURNAME = new RegExp(`^(?:${DOUBLE}|[${SINGLE}])\\p{Script=Han}{0,2}$`, 'u')
const ADDRESSED = /(?:先生|女士|小姐|老师|师傅|同学|阿姨|经理)$/u
const RECEIVES = /(?:亲收|收)$/u

/** The last character of places; names that end so are left in the address. */
const PLACE =
  /[路街巷弄号楼幢栋座室层组镇乡区县市省园苑院城门店站厅馆桥村庄屯堡寨里坊湾庙寺塔府场厂柜库房铺宅墅舍寓台坝坡岭旁边口处点部局行校井沟塘浜埠港湖山汇泉岛滨]$|[路街号楼幢栋室层]./u

/** Words that begin with a surname. */
const WORDS = new Set(
  (
    '谢谢 高层 单元 单位 万达 万科 金地 安保 安装 周末 周一 周二 周三 周四 周五 周六 周日 常用 白天 ' +
    '申通 向东 向西 向南 向北 任意 任何 方便 管家 包裹 付款 左侧 左转 左手 左拐 石油 高铁 江南 江北 江东'
  ).split(' ')
)

/** True for 2 to 4 characters that can hardly be anything but a person: 张三, 李女士, 欧阳小明收. */
export function isPersonName(token: string): boolean {
  const name = token.replace(RECEIVES, '')
  if (ADDRESSED.test(name)) return SURNAME.test(name.replace(ADDRESSED, ''))
  return FULL_NAME.test(name) && !PLACE.test(name) && !WORDS.has(name)
}
