import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { enqueue } from '#shared/queue'
import { row } from '#shared/rows'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import {
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  withoutLimits,
  type Shopper,
} from '#tests/helpers/purchase'
import { responseTo } from '#tests/helpers/response'
import { payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { clearJobs, jobOf } from './support/jobs.js'
import { someoneWaits, until } from './support/waiting.js'

/** Within this time a process that was asked to end is gone. */
const LIMIT_MS = 20_000

/** The exit code; rejects when the process is still there after the limit. */
async function endOf({ child }: ShopProcess): Promise<number | null> {
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(LIMIT_MS) })
  return code
}

/** Renames the address of a shopper; `holdAddress` makes this request wait. */
function renameAddress(web: ShopProcess, shopper: Shopper, agent?: Agent) {
  const outgoing = request(`${web.url}/api/addresses/${shopper.addressId}/`, {
    method: 'PATCH',
    agent,
    headers: { ...shopper.headers, 'content-type': 'application/json' },
  })
  outgoing.end(JSON.stringify({ contact_name: '周大梅' }))
  return responseTo(outgoing)
}

/** An agent of one connection, which it keeps. */
function kept(cleanup: (end: () => void) => void): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  cleanup(() => agent.destroy())
  return agent
}

/** One request read to its end, so that its connection is free again. */
async function get(web: ShopProcess, path: string, agent: Agent) {
  const outgoing = request(`${web.url}${path}`, { agent })
  outgoing.end()
  const response = await responseTo(outgoing)
  response.resume()
  await once(response, 'end')
  return { outgoing, response }
}

async function holdAddress({ addressId, user }: Shopper) {
  const lock = await db.transaction()
  await row(`select id from users where id = ? for update`, [user.id], lock)
  await row(`select id from addresses where id = ? for update`, [addressId], lock)
  return lock
}

async function refusesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve((socket.destroy(), false)))
    socket.once('error', () => resolve(true))
  })
}

/** Resolves when the other side has let go, by a reset as well. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('error', () => resolve())
    socket.once('close', () => resolve())
  })
}

test.group('SIGTERM', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  group.each.setup(() => clearJobs())

  test('the web process takes nothing new, finishes what it has, and ends', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))
    const shopper = await shopperWithAddress()
    const busy = kept(cleanup)
    const lock = await holdAddress(shopper)
    const answer = renameAddress(web, shopper, busy)
    await until(() => someoneWaits(1))
    web.child.kill('SIGTERM')
    const ended = endOf(web)
    await until(() => refusesConnections(web.port))
    /** Asked twice, as by an impatient operator: nothing is cut for it. */
    web.child.kill('SIGTERM')
    await lock.rollback()
    const response = await answer
    response.resume()
    assert.equal(response.statusCode, 200)
    assert.equal(response.headers.connection, 'close')
    assert.equal(await ended, 0)
  })

  test('what arrives on a kept connection after the end began is answered, as its last', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))
    const agents = [kept(cleanup), kept(cleanup), kept(cleanup)]
    const paths = ['/healthz', '/api/catalog/brands/', '/%C0%80']
    for (const agent of agents) {
      const { response } = await get(web, '/healthz', agent)
      assert.equal(response.headers.connection, 'keep-alive')
    }
    web.child.kill('SIGTERM')
    const ended = endOf(web)
    await until(() => refusesConnections(web.port))
    const answers = await Promise.all(paths.map((path, i) => get(web, path, agents[i])))
    for (const [index, { outgoing, response }] of answers.entries()) {
      assert.isTrue(outgoing.reusedSocket)
      assert.equal(response.statusCode, index === 2 ? 400 : 200)
      assert.equal(response.headers.connection, 'close')
    }
    assert.equal(await ended, 0)
  })

  test('connections that nobody uses do not keep the web process', async ({ assert, cleanup }) => {
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))
    const idle = kept(cleanup)
    const { outgoing } = await get(web, '/healthz', idle)
    const silent = connect(web.port, '127.0.0.1')
    const halfAsked = connect(web.port, '127.0.0.1')
    cleanup(() => void [silent, halfAsked].map((socket) => socket.destroy()))
    await Promise.all([once(silent, 'connect'), once(halfAsked, 'connect')])
    halfAsked.write('GET /healthz HTTP/1.1\r\nHost: loc')
    const gone = [outgoing.socket!, silent, halfAsked].map(closed)
    web.child.kill('SIGTERM')
    assert.equal(await endOf(web), 0)
    await Promise.all(gone)
  })

  test('the worker finishes the job in hand and ends', async ({ client, assert, cleanup }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    const lock = await db.transaction()
    await row(`select id from orders where id = ? for update`, [order.id], lock)
    await db.transaction((trx) => enqueue('payments.close', { paymentId: order.paymentId }, trx))
    const worker = await startProcess('worker')
    cleanup(() => worker.kill('SIGKILL'))
    await until(() => someoneWaits(1))
    worker.child.kill('SIGTERM')
    const ended = endOf(worker)
    await lock.rollback()
    assert.equal(await ended, 0)
    assert.containSubset(await jobOf('payments.close'), { state: 'completed', retry_count: 0 })
    assert.containSubset(await stateOf(order.id), { status: 'paid' })
  })

  test('what never ends is cut off in time, and the job is given back', async ({
    client,
    assert,
    cleanup,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    const orderLock = await db.transaction()
    cleanup(() => orderLock.rollback())
    await row(`select id from orders where id = ? for update`, [order.id], orderLock)
    const addressLock = await holdAddress(shopper)
    cleanup(() => addressLock.rollback())
    await db.transaction((trx) => enqueue('payments.close', { paymentId: order.paymentId }, trx))
    const [web, worker] = await Promise.all([startProcess('web'), startProcess('worker')])
    cleanup(() => Promise.all([web.kill('SIGKILL'), worker.kill('SIGKILL')]).then(() => {}))
    const cutOff = renameAddress(web, shopper).then(
      () => 'answered',
      () => 'cut off'
    )
    await until(() => someoneWaits(2))
    web.child.kill('SIGTERM')
    worker.child.kill('SIGTERM')
    await Promise.all([endOf(web), endOf(worker)])
    assert.equal(await cutOff, 'cut off')
    assert.containSubset(await jobOf('payments.close'), { state: 'retry' })
  })
})
