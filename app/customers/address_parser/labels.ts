import { GAP, PHONE, SEPARATORS } from './characters.js'

type Kind = 'person' | 'phone' | 'region' | 'street' | 'address' | 'postcode' | 'plain'

/** Words before a colon, a bracket or a blank that say what follows. `\s?` as in 姓 名. */
const WORDS = {
  person: '(?:收货|收件|客户|联系)?姓\\s?名|(?:收货|收件|联系|收)人(?:姓名)?',
  phone:
    '(?:收货人?|收件人?|联系人?|客户|移动|固定)?(?:手\\s?机|电\\s?话)(?:号码|号)?|联系方式|座机|固话|tel|mobile|phone',
  region:
    '(?:所在|收货|收件|所属)(?:地区|区域|省市区?)|省/市/区|省市区|地区|区域|省份|城市|区县|区/县|[省市区县]',
  street: '(?:详细|街道|具体)地址|详细|街道|门牌号?',
  address: '(?:收货|收件|寄件|送货|配送|家庭|联系)?(?:地\\s?址|住址)',
  postcode: '邮政编码|邮\\s?编',
} satisfies Partial<Record<Kind, string>>

const KINDS = Object.keys(WORDS) as (keyof typeof WORDS)[]
const GROUPS = KINDS.map((kind) => `(?<${kind}>${WORDS[kind]})`).join('|')
const LABEL = new RegExp(`(?<open>[【[])?(?:${GROUPS})(?<close>\\s*[:：]|[】\\]]|\\s+|)`, 'giu')

const BOUNDARY = new RegExp(`[${SEPARATORS}]`, 'u')
/** These are also the ends of other words (东湖街道：) and count only when they stand alone. */
const STANDS_ALONE = /^(?:[省市区县]|省份|城市|区县|区\/县|地区|区域|街道|详细|门牌号?)$/u
const SHORT_NAME = new RegExp(`^\\p{Script=Han}{2,4}(?=[${SEPARATORS}\\d]|$)`, 'u')

interface Piece {
  kind: Kind
  text: string
}

/**
 * The text without labels, labelled names, phones and postcodes; what was labelled as the street comes
 * behind what was labelled as the region. `named` tells whether a name was labelled.
 */
export function withoutLabels(text: string): { text: string; named: boolean } {
  const pieces = split(text)
  const named = pieces.some(({ kind }) => kind === 'person')
  const lastRegion = pieces.findLastIndex(({ kind }) => kind === 'region')
  const early = pieces.filter(({ kind }, i) => kind === 'street' && i < lastRegion)
  const ordered = pieces
    .flatMap((piece, i) =>
      i === lastRegion ? [piece, ...early] : early.includes(piece) ? [] : [piece]
    )
    .map(value)
  return { text: ordered.join(GAP), named }
}

function split(text: string): Piece[] {
  const pieces: Piece[] = []
  let kind: Kind = 'plain'
  let from = 0
  LABEL.lastIndex = 0
  for (let label = LABEL.exec(text); label; label = LABEL.exec(text)) {
    if (!isLabel(label, text)) {
      LABEL.lastIndex = label.index + 1
      continue
    }
    pieces.push({ kind, text: text.slice(from, label.index) })
    kind = kindOf(label)
    from = LABEL.lastIndex
  }
  return [...pieces, { kind, text: text.slice(from) }]
}

function kindOf({ groups = {} }: RegExpExecArray): Exclude<Kind, 'plain'> {
  return KINDS.find((kind) => groups[kind] !== undefined) ?? 'address'
}

function isLabel(label: RegExpExecArray, text: string): boolean {
  const { open = '', close = '' } = label.groups ?? {}
  const kind = kindOf(label)
  const word = label.groups?.[kind] ?? ''
  const next = text.slice(label.index + label[0].length)
  const begins = label.index === 0 || BOUNDARY.test(text[label.index - 1])
  if (open !== '' && /[】\]]/.test(close)) return true
  if (/[:：]/.test(close)) return begins || open !== '' || !STANDS_ALONE.test(word)
  if (kind === 'phone') return /^[+\d(（]/.test(next)
  if (!begins) return false
  if (kind === 'person') return SHORT_NAME.test(next)
  if (kind === 'postcode') return /^\d{6}(?!\d)/.test(next)
  return /^\s/.test(close) && word.length >= 2 && !STANDS_ALONE.test(word)
}

const LABELLED_NAME = new RegExp(
  `^\\s*(?:(\\p{Script=Han}+)(?:[·•]\\p{Script=Han}+)*|[A-Za-z][A-Za-z .·]*)`,
  'u'
)
const LABELLED_PHONE = /^\s*\+?\d[\d*-]{4,19}(?:\s?转\s?\d{1,6})?/

/** What a piece says about the place. */
function value({ kind, text }: Piece): string {
  if (kind === 'postcode') return text.replace(/^\s*\d{6}(?!\d)/, '')
  if (kind === 'phone') return text.replace(LABELLED_PHONE, PHONE)
  return kind === 'person' ? withoutName(text) : text
}

/** A longer one is a name only if it stands alone: 张三浙江省杭州市… is more than that. */
function withoutName(text: string): string {
  const [name, han = ''] = LABELLED_NAME.exec(text) ?? ['']
  const next = text.slice(name.length)
  const standsAlone = next === '' || BOUNDARY.test(next[0])
  const plain = han.length <= 4 && (standsAlone || /^\d/.test(next))
  const long = standsAlone && name.trim().length <= 20 && !/[省市区县旗]/.test(name)
  return plain || long ? next : text
}
