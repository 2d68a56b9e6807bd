import edge from 'edge.js'
import { Money } from '#shared/money'
import { toShanghaiText, toShanghaiIso } from '#shared/shanghai'
import { statusTag, type TagKind, type TagView } from '#transformers/status_tag'

const { escape, safe, attrs } = edge.globals.html as {
  escape: (text: unknown) => string
  safe: (html: string) => { value: string }
  attrs: (values: Record<string, unknown>) => { value: string }
}

/** Small pieces of HTML for templates: functions, because a row of a table has a dozen of them. */

let sprite: string | undefined
let findSprite = () => ''

/** Tells how to find the icon file: asked at the first icon, because API and jobs need no assets. */
export function useSprite(find: () => string) {
  findSprite = find
}

/** An icon of resources/icons.json; without a label it is decoration. */
export function icon(name: string, options: { class?: string; label?: string } = {}) {
  const classes = options.class ? `i ${escape(options.class)}` : 'i'
  const said = options.label
    ? `role="img" aria-label="${escape(options.label)}"`
    : 'aria-hidden="true"'
  return safe(
    `<svg class="${classes}" ${said}><use href="${(sprite ??= findSprite())}#i-${escape(name)}"/></svg>`
  )
}

/** A filled tag: `tag('order', 'paid')`, or `tag({ label, color })`. */
export function tag(kindOrTag: TagKind | TagView, status = '', title = '') {
  const { color, label } = view(kindOrTag, status)
  const hint = title ? ` title="${escape(title)}"` : ''
  return safe(`<span class="tag tag-${color}"${hint}>${escape(label)}</span>`)
}

/** A coloured dot and the word, for secondary states. */
export function tagDot(kindOrTag: TagKind | TagView, status = '') {
  const { color, label } = view(kindOrTag, status)
  return safe(`<span class="tag-dot"><i class="dot dot-${color}"></i>${escape(label)}</span>`)
}

function view(kindOrTag: TagKind | TagView, status: string): TagView {
  return typeof kindOrTag === 'string' ? statusTag(kindOrTag, status) : kindOrTag
}

/** `¥1,299.00` of an amount in fen; nothing is `-`. */
export function money(
  amount: Money | number | null | undefined,
  options: { strong?: boolean; signed?: boolean } = {}
) {
  if (amount === null || amount === undefined) return MISSING
  const value = typeof amount === 'number' ? Money.fen(amount) : amount
  const sign = value.fen < 0 ? '−' : options.signed && value.fen > 0 ? '+' : ''
  const text = `${sign}¥${value.toGrouped().replace('-', '')}`
  return safe(`<span class="num${options.strong ? ' strong' : ''}">${text}</span>`)
}

const MISSING = safe('<span class="missing">-</span>')

/** Text, or `-` when there is none. */
export function orMissing(text: unknown) {
  return text === null || text === undefined || text === '' ? MISSING : safe(escape(String(text)))
}

/** An instant in local time: `full` with seconds, `stacked` date over time, `short` without year. */
export function time(
  at: Date | { toJSDate(): Date } | string | null | undefined,
  form: 'full' | 'stacked' | 'short' = 'full'
) {
  if (!at) return MISSING
  const instant = typeof at === 'string' ? new Date(at) : at instanceof Date ? at : at.toJSDate()
  const [day, clock] = toShanghaiText(instant).split(' ')
  const text = {
    full: `${day} ${clock}`,
    stacked: `${day} <br><small>${clock}</small>`,
    short: `${day.slice(5)} ${clock.slice(0, 5)}`,
  }[form]
  return safe(`<time class="num" datetime="${toShanghaiIso(instant)}">${text}</time>`)
}

/** `1,284`; more than `cap` is `10000+`, because it was not counted further. */
export function count(n: number, cap = 10_000): string {
  return n > cap ? `${cap}+` : String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A button that copies `text`; `what` names it. Its picture is in the style sheet: rows stay small. */
export function copy(text: string, what: string) {
  const label = escape(`复制${what}`)
  return safe(
    `<button type="button" class="copy" data-copy="${escape(text)}" aria-label="${label}"></button>`
  )
}

/** A dot between words; the typed one is too wide in Chinese fonts. */
export const sep = safe('<i class="sep"></i>')

/** Attributes of a link or form that replaces the list it stands in. */
export const swaps = safe('hx-boost="true"')

/** Attributes of a link or form whose answer is shown in the drawer. */
export const inDrawer = safe(`hx-boost='target:#drawer swap:"innerHTML show:none" push:false'`)

/** The end of a row: one worded action, and a menu that is fetched when it is opened. */
export function rowActions(actions: {
  primary?: { label: string; href: string; drawer?: boolean }
  /** fragment with the entries of the menu; `href` is where the link leads without scripts */
  more?: { menu: string; href: string; what: string }
}) {
  const { primary, more } = actions
  const main = primary
    ? `<a class="row-action" ${attrs({ href: primary.href }).value} ${primary.drawer ? inDrawer.value : ''}>${escape(primary.label)}</a>`
    : ''
  const menu = more
    ? `<a class="btn-icon more" ${attrs({ 'href': more.href, 'data-menu': more.menu, 'aria-label': `${more.what}的更多操作` }).value}></a>`
    : ''
  return safe(`<div class="row-actions">${main}${menu}</div>`)
}
