/**
 * The limit: what a program without any framework needs for the same answers and the same rows. Every
 * figure of the shop is a share of what this server reaches in the same run on the same machine.
 */
import http from 'node:http'
import { listOrders } from './console.mjs'
import { addToCart, authenticate, placeOrder } from './orders.mjs'
import { receiveNotification, startPayment } from './payments.mjs'
import { listProducts, showProduct } from './products.mjs'
import { searchProducts } from './search.mjs'

async function route(request, response) {
  const { method, headers } = request
  const origin = `http://${headers.host}`
  const url = new URL(request.url, origin)
  const path = url.pathname.replace(/\/$/, '')
  url.pathname = path
  if (method === 'GET') {
    if (path === '/api/catalog/products') {
      const read = url.searchParams.has('search') ? searchProducts : listProducts
      return json(response, 200, await read({ url, origin }))
    }
    if (path === '/merchant/admin/orders') return page(response, headers)
    const [, id] = /^\/api\/catalog\/products\/(\d+)$/.exec(path) ?? []
    return json(response, 200, id ? await showProduct({ id, origin }) : null)
  }
  const text = await read(request)
  if (path === '/api/payments/callback/wechat') {
    const received = await receiveNotification(headers, text)
    return response.writeHead(received ? 204 : 401).end()
  }
  const user = await authenticate(headers)
  if (!user) return json(response, 401, { success: false })
  const body = JSON.parse(text)
  if (path === '/api/cart/add_item')
    return json(response, 201, await addToCart({ user, body, origin }))
  if (path === '/api/orders/create_batch_orders')
    return json(response, 201, await placeOrder({ user, body, origin }))
  const [, id] = /^\/api\/payments\/(\d+)\/start$/.exec(path) ?? []
  return json(response, 200, id ? await startPayment({ id: Number(id), user }) : null)
}

async function page(response, headers) {
  const html = await listOrders({
    session: headers['x-session'] ?? '',
    bytes: Number(headers['x-bytes']),
  })
  if (html === null) return response.writeHead(401).end()
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
  })
  response.end(html)
}

async function read(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function json(response, status, body) {
  const text = JSON.stringify(body)
  response.writeHead(body === null ? 404 : status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

const server = http.createServer((request, response) => {
  route(request, response).catch((error) => {
    process.stderr.write(`${error.stack}\n`)
    json(response, 500, { success: false })
  })
})

server.keepAliveTimeout = 60_000
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ isAdonisJS: true }))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
