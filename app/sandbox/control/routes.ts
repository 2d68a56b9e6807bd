import { FIXTURES } from '#sandbox/fixtures'
import { overviewPage } from '#sandbox/control/overview_page'
import {
  ControlError,
  json,
  page,
  seeOther,
  type Answer,
  type ControlRequest,
} from '#sandbox/control/request'
import { Router } from '#sandbox/http/router'
import { parseLength, parseRfc3339, rfc3339 } from '#sandbox/time'
import { issueLoginCode } from '#sandbox/wechat/login'
import { addMessageRoutes } from '#sandbox/wechat/message_routes'
import { addBuyerRoutes } from '#sandbox/wechat_pay/buyer_routes'
import { addDeskRoutes } from '#sandbox/wechat_pay/desk_routes'
import type { World } from '#sandbox/world'

/** What the server must do itself: its ports follow the faults. */
export interface Ports {
  urls(): Record<string, string>
  follow(): Promise<void>
}

/** The routes under `/__sandbox` (docs/rules/sandbox.md): for tests, and for people at the demo. */
export function controlRouter(world: World, ports: Ports): Router<ControlRequest, Answer> {
  const router = new Router<ControlRequest, Answer>()
    .on('GET', '/__sandbox', 'overview', () => page(200, overviewPage(world)))
    .on('GET', '/__sandbox/keys', 'keys', () => json(200, keysView(world, ports)))
    .on('GET', '/__sandbox/journal', 'journal', ({ query }) => readJournal(world, query))
    .on('POST', '/__sandbox/reset', 'reset', async () => {
      world.reset()
      await ports.follow()
      return json(200, { ok: true })
    })
    .on('GET', '/__sandbox/clock', 'clock', () => json(200, clockView(world)))
    .on('POST', '/__sandbox/clock', 'clock', (request) => setClock(world, request))
    .on('GET', '/__sandbox/faults', 'faults', () => json(200, { data: world.faults.list() }))
    .on('POST', '/__sandbox/faults', 'faults', (request) => addFault(world, ports, request))
    .on('DELETE', '/__sandbox/faults', 'faults', async () => {
      const cleared = world.faults.clear()
      await ports.follow()
      return json(200, { cleared })
    })
    .on('DELETE', '/__sandbox/faults/:id', 'faults', async (_request, { id }) => {
      const cleared = world.faults.clear(Number(id))
      if (cleared === 0) throw new ControlError(404, '没有这条故障规则')
      await ports.follow()
      return json(200, { cleared })
    })
    .on('POST', '/__sandbox/wx/codes', 'codes', ({ fields }) => {
      const code = typeof fields.name === 'string' ? issueLoginCode(world, fields.name) : null
      if (code === null) throw new ControlError(400, 'name 只能是 1 至 20 位小写字母或数字')
      return json(200, { code })
    })
  addMessageRoutes(world, router)
  addDeskRoutes(world, router)
  addBuyerRoutes(world, router)
  return router
}

function keysView(world: World, ports: Ports) {
  const { keys } = world
  return {
    appid: FIXTURES.appid,
    mchid: FIXTURES.mchid,
    merchant_serial: FIXTURES.merchantSerial,
    merchant_public_key: keys.pem.merchantPublicKey,
    wechatpay_public_key_id: FIXTURES.publicKeyId,
    wechatpay_public_key: keys.pem.wechatpayPublicKey,
    platform_serial: keys.platformSerial,
    platform_certificate: keys.pem.platformCertificate,
    files: {
      merchant_private_key: keys.paths.merchantPrivateKey,
      merchant_public_key: keys.paths.merchantPublicKey,
      wechatpay_public_key: keys.paths.wechatpayPublicKey,
      platform_certificate: keys.paths.platformCertificate,
    },
    urls: ports.urls(),
  }
}

function readJournal(world: World, query: URLSearchParams): Answer {
  const system = query.get('system')
  const since = query.get('since')
  if (since !== null && !/^\d+$/.test(since)) {
    throw new ControlError(400, 'since 是上次最后一条的 seq')
  }
  const data = world.journal.list({
    ...(system === null ? {} : { system }),
    ...(since === null ? {} : { since: Number(since) }),
  })
  return json(200, { data })
}

function clockView(world: World) {
  const { frozen_at: frozenAt, wire } = world.state.clock
  return { now: rfc3339(world.clock.now()), frozen: frozenAt !== null, wire }
}

async function setClock(world: World, { fields, isForm }: ControlRequest): Promise<Answer> {
  const { advance, set, freeze, wire } = fields
  let ran = 0
  if (typeof freeze === 'boolean') world.clock.freeze(freeze)
  if (wire === 'real' || wire === 'follow') world.clock.tieWire(wire)
  if (set !== undefined) {
    const moment = set === 'real' ? Date.now() : parseRfc3339(String(set))
    if (moment === null) throw new ControlError(400, 'set 必须是带时区的 RFC3339 时间，或 real')
    world.clock.set(moment)
    world.scheduler.arm()
  }
  if (advance !== undefined) {
    const length = parseLength(String(advance))
    if (length === null) throw new ControlError(400, 'advance 写成 30s、30m、2h 这样')
    ran = await world.scheduler.advanceTo(world.clock.now() + length)
  }
  return isForm ? seeOther('/__sandbox') : json(200, { ...clockView(world), ran })
}

async function addFault(world: World, ports: Ports, request: ControlRequest): Promise<Answer> {
  const rule = world.faults.add(request.fields)
  await ports.follow()
  return json(201, rule)
}
