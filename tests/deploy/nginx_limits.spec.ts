import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { signedInShopper } from '#tests/helpers/shoppers'
import { ask } from './support/nginx_client.js'
import { usesShop } from './support/nginx_shop.js'

const LIMIT = 20 * 1024 * 1024
const UPLOAD = '/api/catalog/media-images/'

/** A form with a bitmap that is as large as a request may be, short of a row of its pixels. */
function largestForm(): { body: Buffer; type: string } {
  const [head, foot] = [
    '--limit\r\ncontent-disposition: form-data; name="file"; filename="a.bmp"\r\n\r\n',
    '\r\n--limit--\r\n',
  ]
  const width = 2644
  const row = width * 3
  const height = Math.floor((LIMIT - head.length - foot.length - 54) / row)
  const bitmap = Buffer.alloc(54 + row * height, 0x80)
  bitmap.write('BM')
  for (const [offset, value] of [
    [2, bitmap.length],
    [6, 0],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
    [26, 1 + (24 << 16)],
    [30, 0],
    [34, row * height],
    [38, 0],
    [42, 0],
    [46, 0],
    [50, 0],
  ])
    bitmap.writeUInt32LE(value, offset)
  const body = Buffer.concat([Buffer.from(head), bitmap, Buffer.from(foot)])
  return { body, type: 'multipart/form-data; boundary=limit' }
}

test.group('nginx | 20 MB', (group) => {
  const shop = usesShop(group)
  const post = (path: string, body: Buffer, headers = {}) =>
    ask(shop.nginx.port, path, { method: 'POST', body, headers })

  test('a picture that just fits is stored', async ({ assert }) => {
    const { headers } = await signedInShopper({ role: 'admin' })
    const { body, type } = largestForm()
    assert.isAbove(body.length, LIMIT - 8192)
    const answer = await post(UPLOAD, body, { ...headers, 'content-type': type })
    assert.equal(answer.status, 201, answer.text)
    const stored = await readdir(join(shop.nginx.folder, 'srv/media'), { recursive: true })
    assert.lengthOf(
      stored.filter((name) => /\w{32}\.png$/.test(name)),
      1
    )
  })

  test('20 MB reach the shop, a byte more is refused in the words of the API', async ({
    assert,
  }) => {
    const fitting = await post(UPLOAD, Buffer.alloc(LIMIT))
    assert.equal(fitting.status, 401)
    const refused = await post(UPLOAD, Buffer.alloc(LIMIT + 1))
    assert.equal(refused.status, 413)
    assert.equal(refused.headers['content-type'], 'application/json; charset=utf-8')
    assert.equal(refused.headers['x-content-type-options'], 'nosniff')
    const message = '提交的内容太大，不能超过 20 MB'
    assert.deepEqual(JSON.parse(refused.text), {
      ...{ success: false, code: 413, message, detail: message, error_code: 'VALIDATION_ERROR' },
    })
  })

  test('a body of unknown length is refused as well', async ({ assert }) => {
    const headers = { 'transfer-encoding': 'chunked' }
    const refused = await post(UPLOAD, Buffer.alloc(LIMIT + 1), headers)
    assert.equal(refused.status, 413)
    assert.equal(JSON.parse(refused.text).code, 413)
  })

  test('the console gets a page, and the sentence for parts of a page', async ({ assert }) => {
    const refused = await post('/merchant/login', Buffer.alloc(LIMIT + 1))
    assert.equal(refused.status, 413)
    assert.equal(refused.headers['content-type'], 'text/html; charset=utf-8')
    assert.include(refused.text, '<h1>提交的内容太大</h1>')
    assert.include(refused.text, '一次最多提交 20 MB')
    assert.equal(
      decodeURIComponent(String(refused.headers['x-message'])),
      '提交的内容太大，不能超过 20 MB'
    )
    assert.include(refused.headers['content-security-policy'], `default-src 'none'`)
    assert.isUndefined(refused.headers['retry-after'])
  })
})
