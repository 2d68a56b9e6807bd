import { statusWord } from '#messaging/status_words'
import type { MessageTemplate, MessageVariable } from '#shared/settings/messages'
import type { NotificationType } from '#shared/notification_types'
import { toShanghaiText } from '#shared/shanghai'

/** What a message is made of: the row of a notification. */
export interface MessageSource {
  type: NotificationType
  title: string
  content: string
  metadata: Record<string, unknown>
  created_at: Date
}

export interface Message {
  /** without a leading slash */
  page: string
  /** WeChat's field to its text, not yet cut to what WeChat allows */
  data: Record<string, string>
}

/** Fields as they are stored in `metadata.subscription_data`. */
export type Fields = Record<string, { value: string }>

const THING = 20

/** The page of an order, or undefined without one. */
export function orderPage(id: unknown): string | undefined {
  return id ? `pages/order-detail/index?id=${id}` : undefined
}

/** The page of a statement, or undefined without one. */
export function statementPage(id: unknown): string | undefined {
  return id ? `pages/statement-detail/index?id=${id}` : undefined
}

/** The three fields of a template that maps none of its own. */
export function usualFields(about: {
  /** what it is about, e.g. an order's number; the title takes its place when it is too long */
  subject: string
  title: string
  content: string
  at: Date
}): Fields {
  const subject = [...about.subject].length > THING ? about.title : about.subject
  return {
    thing1: { value: cut(subject) },
    time2: { value: minute(about.at) },
    thing3: { value: cut(about.content) },
  }
}

/**
 * The WeChat message of a notification. A template that names its fields decides them; else they are
 * `subscription_data`, else title, time and content. Rule: docs/rules/notifications.md
 */
export function messageOf(
  source: MessageSource,
  template: MessageTemplate,
  defaultPage: string
): Message {
  const { metadata } = source
  const page =
    text(metadata.page) ||
    orderPage(metadata.order_id) ||
    statementPage(metadata.statement_id) ||
    template.page ||
    defaultPage
  return { page: page.replace(/^\//, ''), data: dataOf(source, template) }
}

function dataOf(source: MessageSource, { fields }: MessageTemplate): Record<string, string> {
  if (fields)
    return mapValues(fields, (variable: MessageVariable) => VARIABLES[variable](source) ?? '')
  const stored = source.metadata.subscription_data as Partial<Fields> | null | undefined
  const { title, content, created_at: at } = source
  const given = isFilled(stored) ? stored : usualFields({ subject: title, title, content, at })
  return mapValues(given, (field) => text(field?.value))
}

const VARIABLES: Record<MessageVariable, (source: MessageSource) => string | undefined> = {
  title: ({ title }) => title,
  content: ({ content }) => content,
  occurred_at: ({ created_at: at }) => minute(at),
  order_number: ({ metadata }) => text(metadata.order_number),
  amount: ({ metadata }) => text(metadata.amount),
  status: ({ type, title, metadata }) => statusWord(type, text(metadata.status)) ?? title,
  logistics_no: ({ metadata }) => text(metadata.logistics_no),
  period_start: ({ metadata }) => text(metadata.period_start),
  period_end: ({ metadata }) => text(metadata.period_end),
}

function isFilled(fields: unknown): fields is Partial<Fields> {
  return typeof fields === 'object' && fields !== null && Object.keys(fields).length > 0
}

function mapValues<From>(from: Record<string, From>, value: (one: From) => string) {
  return Object.fromEntries(Object.entries(from).map(([key, one]) => [key, value(one)]))
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

const minute = (at: Date): string => toShanghaiText(at).slice(0, 16)

/** By code points, so that no character is cut in two. */
const cut = (value: string): string => [...value].slice(0, THING).join('')
