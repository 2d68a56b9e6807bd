import { Agent } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { rows } from '#shared/rows'
import { until } from '#tests/resilience/support/waiting'
import { ADDRESS } from '#tests/helpers/address_books'
import { productOnSale, type TestProduct } from '#tests/helpers/purchase'
import { signedInShopper } from '#tests/helpers/shoppers'
import { startLoad, type Asked } from './support/load.js'
import { startNginx, nginxFolder } from './support/nginx.js'
import { ask, statusOf } from './support/nginx_client.js'
import { productionEnvironment, startBuilt } from './support/production.js'

const CLIENTS = 8
/** Each process is restarted so often. */
const ROUNDS = 2
/** Below the limits per person: a shopper is used for so many turns, three of which are two writes and a read. */
const TURNS = 45

type Headers = Record<string, string>

/** Every third request reads the catalogue, one grows a cart by a piece, one adds an address. */
function visits(shoppers: { id: number; headers: Headers }[], product: TestProduct) {
  const expected = new Map<number, number>()
  const next = (client: number, turn: number): Asked => {
    const { id, headers } =
      shoppers[(client + CLIENTS * Math.floor(turn / TURNS)) % shoppers.length]
    if (turn % 3 === 0)
      return { method: 'GET', path: `/api/catalog/products/${product.id}/`, headers }
    const post = (path: string, body: object): Asked => ({
      ...{ method: 'POST', path, body: JSON.stringify(body) },
      headers: { ...headers, 'content-type': 'application/json' },
    })
    if (turn % 3 === 1) {
      expected.set(id, (expected.get(id) ?? 0) + 1)
      return post('/api/cart/add_item/', {
        product_id: product.id,
        sku_id: product.skuId,
        quantity: 1,
      })
    }
    return post('/api/addresses/', { ...ADDRESS, detail: `${client}-${turn}` })
  }
  return { next, expected }
}

test.group('Rolling restart', () => {
  test('two web processes are restarted in turn under load: nobody notices, and every write counts once', async ({
    assert,
    cleanup,
  }) => {
    const product = await productOnSale({ stock: 999 })
    const shoppers = await Promise.all(
      Array.from({ length: CLIENTS * 12 }, async () => {
        const { user, headers } = await signedInShopper()
        return { id: user.id, headers }
      })
    )
    const folder = await nginxFolder()
    const environment = productionEnvironment({
      MEDIA_ROOT: join(folder, 'srv/media'),
      PRIVATE_MEDIA_ROOT: join(folder, 'srv/private'),
    })
    const webs = await Promise.all([startBuilt('web', environment), startBuilt('web', environment)])
    const nginx = await startNginx({ backends: webs.map(({ port }) => port) }, folder)
    cleanup(async () => {
      await nginx.stop()
      await Promise.all(webs.map((web) => web.kill('SIGKILL')))
    })

    const { next, expected } = visits(shoppers, product)
    const created = { GET: 200, POST: 201 }
    const load = startLoad(nginx.port, {
      clients: CLIENTS,
      next,
      accepts: ({ method }, status) => status === created[method],
    })
    for (let round = 0; round < ROUNDS; round++)
      for (const [index, web] of webs.entries()) {
        await web.kill('SIGTERM')
        assert.equal(web.child.exitCode, 0)
        webs[index] = await startBuilt('web', { ...environment, PORT: String(web.port) })
      }
    await load.stop()

    assert.deepEqual(load.failures, [])
    assert.isAbove(load.answered['GET 200'], 100)
    assert.isAbove(load.answered['POST 201'], 200)
    const carts = await rows<{ user_id: number; quantity: number }>(
      `select c.user_id, i.quantity from carts c join cart_items i on i.cart_id = c.id`
    )
    assert.deepEqual(new Map(carts.map(({ user_id: id, quantity }) => [id, quantity])), expected)
    const addresses = await rows<{ detail: string; count: number }>(
      `select detail, count(*) as count from addresses group by detail`
    )
    assert.deepEqual(new Set(addresses.map(({ count }) => count)), new Set([1]))
    const carted = [...expected.values()].reduce((sum, count) => sum + count, 0)
    assert.equal(carted + addresses.length, load.answered['POST 201'])
    const upstreams = nginx.accessLog().map(({ upstream }) => upstream)
    for (const { port } of webs) assert.include(upstreams, `127.0.0.1:${port}`)
    assert.equal(await statusOf(ask(nginx.port, '/healthz')), 200)
  })

  test('a write that nginx sends on a connection it has kept is answered by the one that stops', async ({
    assert,
    cleanup,
  }) => {
    const web = await startBuilt('web')
    cleanup(() => web.kill('SIGKILL'))
    const nginx = await startNginx({ backends: [web.port] })
    cleanup(nginx.stop)
    const { user, headers } = await signedInShopper()
    /** One connection to nginx is one worker of it, and so one connection to the shop. */
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanup(() => agent.destroy())
    const addAddress = () =>
      ask(nginx.port, '/api/addresses/', {
        ...{ agent, method: 'POST', body: JSON.stringify(ADDRESS) },
        headers: { ...headers, 'content-type': 'application/json' },
      })
    assert.equal(await statusOf(addAddress()), 201)
    const stopped = web.kill('SIGTERM')
    await until(() => refusesConnections(web.port))
    assert.equal(await statusOf(addAddress()), 201)
    /** It was the last of that connection, and there is no other one any more. */
    assert.equal(await statusOf(addAddress()), 502)
    await stopped
    const kept = await rows(`select id from addresses where user_id = ?`, [user.id])
    assert.lengthOf(kept, 2)
  })
})

async function refusesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve((socket.destroy(), false)))
    socket.once('error', () => resolve(true))
  })
}
