import { parseJson, type Incoming } from '#sandbox/http/exchange'
import { rfc3339 } from '#sandbox/time'
import { WechatError } from '#sandbox/wechat/errors'
import { dataProblem } from '#sandbox/wechat/message_fields'
import { isOurOpenid } from '#sandbox/wechat/people'
import type { World } from '#sandbox/world'

/** Templates that every sandbox knows. Production refuses ids that begin with SBX. */
const TEMPLATES: Record<string, string[]> = {
  'SBXtmpl-payment': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-order': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-refund': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-return': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-statement': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-system': ['thing1', 'time2', 'thing3'],
  'SBXtmpl-order-shipped': ['character_string1', 'phrase2', 'time3'],
  'SBXtmpl-refund-done': ['character_string1', 'amount2', 'phrase3', 'time4'],
}

const KEPT = 1000
const KNOWN = ['touser', 'template_id', 'page', 'miniprogram_state', 'lang', 'data']
const PAGE = /^pages\/[\w-]+\/[\w-]+(\?[\w\-=&%.]*)?$/

/** The fields of a template, or undefined when nobody knows it. */
export function templateFields(world: World, id: string): string[] | undefined {
  const all = { ...TEMPLATES, ...world.state.templates }
  return Object.hasOwn(all, id) ? all[id] : undefined
}

export const subscriptionKey = (openid: string, template: string) => `${openid} ${template}`

/**
 * `message/subscribe/send` (docs/rules/sandbox.md): judged as strictly as the documentation reads. Each
 * acceptance pays for one message of its template. Throws WechatError.
 */
export function sendSubscribeMessage(world: World, { body, entry }: Incoming) {
  if (body.length === 0) throw new WechatError(44002)
  const given = parseJson(body)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new WechatError(47001)
  const fields = given as Record<string, unknown>
  const check = (name: string, ok: boolean, errcode: number, detail?: string) => {
    entry.checks.push({ name, ok, ...(detail && !ok ? { detail } : {}) })
    if (!ok) throw new WechatError(errcode, detail)
  }

  const { touser, template_id: template, page, miniprogram_state: version, lang } = fields
  const stray = Object.keys(fields).find((name) => !KNOWN.includes(name))
  check('known_fields', stray === undefined, 47003, `${stray} is unknown`)
  check('openid', typeof touser === 'string' && isOurOpenid(world, touser), 40003)
  const wanted = typeof template === 'string' ? templateFields(world, template) : undefined
  check('template', wanted !== undefined, 40037)
  check('page', page === undefined || (typeof page === 'string' && PAGE.test(page)), 41030)
  const versions = ['formal', 'trial', 'developer']
  check('state', versions.includes(String(version)), 47003, 'miniprogram_state invalid')
  check('lang', ['zh_CN', 'zh_HK', 'zh_TW', 'en_US'].includes(String(lang)), 47003, 'lang invalid')
  const problem = dataProblem(wanted ?? [], fields.data)
  check('data', problem === null, 47003, problem ?? undefined)

  const key = subscriptionKey(String(touser), String(template))
  const left = world.state.subscriptions[key] ?? 0
  check('subscription', left > 0, 43101)
  world.state.subscriptions[key] = left - 1
  return { errcode: 0, errmsg: 'ok', msgid: deliver(world, fields) }
}

function deliver(world: World, fields: Record<string, unknown>): string {
  const msgid = world.ids.padded('message', 18)
  const data = Object.entries(fields.data as Record<string, { value: string }>)
  world.state.messages = [
    ...world.state.messages,
    {
      msgid,
      at: rfc3339(world.clock.now()),
      openid: String(fields.touser),
      template_id: String(fields.template_id),
      page: String(fields.page),
      miniprogram_state: String(fields.miniprogram_state),
      data: Object.fromEntries(data.map(([name, { value }]) => [name, value])),
    },
  ].slice(-KEPT)
  world.store.touch()
  return msgid
}
