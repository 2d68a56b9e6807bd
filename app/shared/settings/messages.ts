import { NOTIFICATION_TYPES, type NotificationType } from '#shared/notification_types'
import type { SettingsReader } from './reader.js'

const COMMON = ['title', 'content', 'occurred_at'] as const
const OF_ORDER = [...COMMON, 'order_number', 'status'] as const

/** What a field of a template may be filled with. */
const VARIABLES = {
  payment: [...OF_ORDER, 'amount'],
  order: [...OF_ORDER, 'logistics_no'],
  refund: [...OF_ORDER, 'amount'],
  return: OF_ORDER,
  statement: [...COMMON, 'status', 'amount', 'period_start', 'period_end'],
  system: COMMON,
} as const satisfies Record<NotificationType, readonly string[]>
export type MessageVariable = (typeof VARIABLES)[NotificationType][number]

export interface MessageTemplate {
  templateId: string
  /** where the message leads when the notification says nothing of its own; without a leading slash */
  page?: string
  /** WeChat's field to our variable, e.g. `thing1` to `title`; without it the three usual fields */
  fields?: Record<string, MessageVariable>
}

export type MessageTemplates = Partial<Record<NotificationType, MessageTemplate>>

const TEMPLATES = 'WECHAT_SUBSCRIBE_TEMPLATES'
const DEFAULT_PAGE = 'WECHAT_SUBSCRIBE_DEFAULT_PAGE'

const ID = /^[\w-]{1,128}$/
const PAGE = /^[\w-]+(\/[\w-]+)+(\?[\w\-=&%.]*)?$/
const FIELD =
  /^(thing|character_string|number|letter|symbol|time|date|amount|phrase|name|phone_number|car_number)\d{1,2}$/

/** The templates are wrong; the text says what is expected, never what was given. */
class Malformed extends Error {}

/**
 * Subscribe messages: which template each type of notification uses, and where messages lead. The
 * templates may be written as JSON `{type: id}`, as JSON `{type: {template_id, page, fields}}`, mixed,
 * or as `type:id,type:id`. Rule: docs/rules/notifications.md
 */
export function readMessages(read: SettingsReader) {
  return {
    templates: readTemplates(read),
    defaultPage: readDefaultPage(read),
    /** which version of the mini-program a message opens */
    state: read.choice(
      'WECHAT_MINIPROGRAM_STATE',
      ['formal', 'trial', 'developer'],
      read.production ? 'formal' : 'trial'
    ),
  }
}

function readTemplates(read: SettingsReader): MessageTemplates {
  const value = read.raw(TEMPLATES)
  if (value === undefined) return {}
  try {
    const entries = value.startsWith('{') ? fromJson(value) : fromList(value)
    return Object.fromEntries(
      entries.map(([name, given]) => {
        const type = knownType(name)
        return [type, readTemplate(type, given, read.production)]
      })
    )
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    read.malformed(TEMPLATES, error.message)
    return {}
  }
}

function fromJson(value: string): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(value) as object)
  } catch {
    // what the parser says would quote the value
    throw new Malformed('不是正确的 JSON')
  }
}

function fromList(value: string): [string, unknown][] {
  const entries = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.split(':').map((side) => side.trim()))
  if (entries.length === 0 || entries.some((entry) => entry.length !== 2))
    throw new Malformed('应为 JSON，或 类型:模板编号，多个用逗号分隔')
  const types = entries.map(([type]) => type)
  if (new Set(types).size !== types.length) throw new Malformed('同一类型只能写一次')
  return entries as [string, string][]
}

function knownType(type: string): NotificationType {
  if (Object.hasOwn(NOTIFICATION_TYPES, type)) return type as NotificationType
  throw new Malformed(`类型只能是 ${Object.keys(NOTIFICATION_TYPES).join('、')}`)
}

function readTemplate(
  type: NotificationType,
  given: unknown,
  production: boolean
): MessageTemplate {
  if (typeof given === 'string') return { templateId: templateId(given, production) }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Malformed('每个类型应为模板编号，或含 template_id 的对象')
  const { template_id: id, page, fields, ...rest } = given as Record<string, unknown>
  if (Object.keys(rest).length > 0)
    throw new Malformed('模板只能有 template_id、page、fields 三个字段')
  return {
    templateId: templateId(id, production),
    ...(page === undefined ? {} : { page: pageOf(page) }),
    ...(fields === undefined ? {} : { fields: fieldsOf(type, fields) }),
  }
}

function templateId(given: unknown, production: boolean): string {
  const id = typeof given === 'string' ? given.trim() : ''
  if (!ID.test(id)) throw new Malformed('模板编号应为微信公众平台给出的编号')
  if (production && id.startsWith('SBX')) throw new Malformed('生产环境不能使用沙箱的模板')
  return id
}

function pageOf(given: unknown): string {
  const page = typeof given === 'string' ? given.trim().replace(/^\//, '') : ''
  if (!PAGE.test(page)) throw new Malformed('page 应为小程序页面路径，例如 pages/home/index')
  return page
}

function fieldsOf(type: NotificationType, given: unknown): Record<string, MessageVariable> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Malformed('fields 应为对象，例如 {"thing1":"title"}')
  const entries = Object.entries(given)
  if (entries.length === 0) throw new Malformed('fields 至少要有一个字段')
  for (const [field, variable] of entries) {
    if (!FIELD.test(field)) throw new Malformed('fields 的字段名应为 thing1、time2 这样的名称')
    if (!(VARIABLES[type] as readonly unknown[]).includes(variable))
      throw new Malformed(`${type} 的 fields 内容只能是 ${VARIABLES[type].join('、')}`)
  }
  return Object.fromEntries(entries)
}

function readDefaultPage(read: SettingsReader): string {
  const page = read.text(DEFAULT_PAGE, 'pages/home/index').replace(/^\//, '')
  if (!PAGE.test(page)) read.malformed(DEFAULT_PAGE, '应为小程序页面路径，例如 pages/home/index')
  return page
}
