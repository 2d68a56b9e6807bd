import { ControlError, json, type Answer, type ControlRequest } from '#sandbox/control/request'
import type { Router } from '#sandbox/http/router'
import { isField } from '#sandbox/wechat/message_fields'
import { isOurOpenid, personNamed } from '#sandbox/wechat/people'
import { subscriptionKey, templateFields } from '#sandbox/wechat/subscribe'
import type { World } from '#sandbox/world'

/** What a phone does with subscribe messages: accept them, and show those that came. */
export function addMessageRoutes(world: World, router: Router<ControlRequest, Answer>): void {
  router
    .on('POST', '/__sandbox/wx/subscriptions', 'subscriptions', (request) => accept(world, request))
    .on('GET', '/__sandbox/wx/subscriptions', 'subscriptions', () =>
      json(200, { data: Object.entries(world.state.subscriptions).map(subscriptionView) })
    )
    .on('POST', '/__sandbox/wx/templates', 'templates', (request) => addTemplate(world, request))
    .on('GET', '/__sandbox/wx/messages', 'messages', ({ query }) => {
      const openid = query.get('openid')
      const all = world.state.messages
      return json(200, { data: openid ? all.filter((one) => one.openid === openid) : all })
    })
}

function subscriptionView([key, count]: [string, number]) {
  const [openid, template] = key.split(' ')
  return { openid, template_id: template, count }
}

/** The person (`openid`, or `name` of a sign-in code) accepts `count` messages, one unless said otherwise. */
function accept(world: World, { fields }: ControlRequest): Answer {
  const { name, template_id: template, count = 1 } = fields
  const openid = typeof name === 'string' ? personNamed(name).openid : String(fields.openid)
  if (!isOurOpenid(world, openid)) throw new ControlError(400, '请给出 openid，或登录用的 name')
  if (typeof template !== 'string' || !templateFields(world, template))
    throw new ControlError(400, '没有这个模板，请检查 template_id')
  if (!Number.isSafeInteger(count) || Math.abs(Number(count)) > 1000)
    throw new ControlError(400, 'count 必须是整数')
  const key = subscriptionKey(openid, template)
  const left = Math.max(0, (world.state.subscriptions[key] ?? 0) + Number(count))
  world.state.subscriptions[key] = left
  world.store.touch()
  return json(200, { openid, template_id: template, count: left })
}

function addTemplate(
  world: World,
  { fields: { template_id: id, fields } }: ControlRequest
): Answer {
  if (typeof id !== 'string' || !/^[\w-]{1,128}$/.test(id))
    throw new ControlError(400, 'template_id 只能由字母、数字、- 和 _ 组成')
  if (!Array.isArray(fields) || fields.length === 0 || !fields.every(isField))
    throw new ControlError(400, 'fields 应为 ["thing1","time2"] 这样的字段名')
  world.state.templates[id] = fields
  world.store.touch()
  return json(201, { template_id: id, fields })
}
