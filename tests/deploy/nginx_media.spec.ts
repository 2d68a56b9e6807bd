import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { newKey } from '#media/keys'
import { privateUrl } from '#media/private_url'
import { ask } from './support/nginx_client.js'
import { usesShop } from './support/nginx_shop.js'

const SECRET = '0123456789'

test.group('nginx | files', (group) => {
  const shop = usesShop(group)
  const get = (path: string, headers = {}) => ask(shop.nginx.port, path, { headers })

  async function stored(place: 'media' | 'private', key: string, content = SECRET) {
    const path = join(shop.nginx.folder, 'srv', place, key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    return { key, path }
  }

  /** A private file and the path and query under which its reader gets it. */
  async function signed(key = newKey('jpg')) {
    const { path } = await stored('private', key)
    const { pathname, search } = new URL(privateUrl(key, 'http://shop.example.com'))
    return { key, file: path, pathname, search }
  }

  test('a picture is kept for seven days, asked for anew, and sent in parts', async ({
    assert,
  }) => {
    const { key } = await stored('media', newKey('jpg'))
    const whole = await get(`/media/${key}`)
    assert.deepEqual([whole.status, whole.text], [200, SECRET])
    assert.equal(whole.headers['content-type'], 'image/jpeg')
    assert.equal(whole.headers['cache-control'], 'public, max-age=604800')
    assert.equal(whole.headers['x-content-type-options'], 'nosniff')
    assert.isUndefined(whole.headers['content-disposition'])
    const { etag, 'last-modified': modified } = whole.headers
    const statuses = [
      { headers: { 'if-none-match': etag }, status: 304, text: '' },
      { headers: { 'if-modified-since': modified }, status: 304, text: '' },
      { headers: { range: 'bytes=2-4' }, status: 206, text: '234' },
      { headers: { 'range': 'bytes=2-4', 'if-range': etag }, status: 206, text: '234' },
      { headers: { 'range': 'bytes=2-4', 'if-range': '"other"' }, status: 200, text: SECRET },
    ]
    for (const { headers, status, text } of statuses) {
      const answer = await get(`/media/${key}`, headers)
      assert.deepEqual([answer.status, answer.text], [status, text])
    }
    const beyond = await get(`/media/${key}`, { range: 'bytes=99-' })
    assert.equal(beyond.status, 416)
    const head = await ask(shop.nginx.port, `/media/${key}`, { method: 'HEAD' })
    assert.deepEqual([head.headers['content-length'], head.text], ['10', ''])
  })

  test('{ending} is shown as {type}, or downloaded as bytes')
    .with([
      { ending: 'png', type: 'image/png', disposition: undefined },
      { ending: 'webp', type: 'image/webp', disposition: undefined },
      { ending: 'mp4', type: 'video/mp4', disposition: undefined },
      { ending: 'pdf', type: 'application/pdf', disposition: undefined },
      ...['html', 'svg', 'xml', 'js', 'jpg.html', 'jpg.part'].map((ending) => ({
        ...{ ending, type: 'application/octet-stream', disposition: 'attachment' },
      })),
    ])
    .run(async ({ assert }, { ending, type, disposition }) => {
      const { key } = await stored('media', `images/${crypto.randomUUID()}.${ending}`, '<script>')
      const { headers } = await get(`/media/${key}`)
      assert.equal(headers['content-type'], type)
      assert.equal(headers['content-disposition'], disposition)
      assert.equal(headers['x-content-type-options'], 'nosniff')
    })

  test('what is missing is not kept by anybody, and folders show nothing', async ({ assert }) => {
    await stored('media', 'images/2026/a.jpg')
    for (const path of ['/media/images/none.jpg', '/media/images/', '/media/images', '/media/']) {
      const answer = await get(path)
      assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store'], path)
      assert.include(answer.text, '页面不存在')
    }
  })

  test('a private file is reached by no path at all')
    .with(
      [
        ...[
          '/media/KEY',
          '/_private/KEY',
          '/private/KEY',
          '/srv/private/KEY',
          '/media../private/KEY',
        ],
        ...['/media/../private/KEY', '/media/../_private/KEY', '/media/..%2fprivate/KEY'],
        ...[
          '/media/..%2f_private/KEY',
          '/media/%2e%2e/private/KEY',
          '/media/%2e%2e%2f_private/KEY',
        ],
        ...['/media/..%5cprivate/KEY', '/media/%252e%252e/private/KEY', '/media/.../private/KEY'],
        ...[
          '//_private/KEY',
          '/static/../private/KEY',
          '/static/%2e./private/KEY',
          '/%5fprivate/KEY',
        ],
        ...['/_private/../_private/KEY', '/api/../_private/KEY', '/api/files/../../_private/KEY'],
        '/_PRIVATE/KEY',
      ].map((pattern) => ({ pattern }))
    )
    .run(async ({ assert }, { pattern }) => {
      const { key } = await signed()
      const answer = await get(pattern.replace('KEY', key))
      assert.equal(answer.status, 404)
      assert.notInclude(answer.text, SECRET)
    })

  test('with its signature the shop lets nginx send it, also in parts, to its reader alone', async ({
    assert,
  }) => {
    const { pathname, search } = await signed()
    const whole = await get(pathname + search)
    assert.deepEqual([whole.status, whole.text], [200, SECRET])
    assert.equal(whole.headers['content-type'], 'image/jpeg')
    assert.equal(whole.headers['cache-control'], 'private, max-age=3600')
    assert.equal(whole.headers['x-content-type-options'], 'nosniff')
    assert.isUndefined(whole.headers['x-accel-redirect'])
    assert.isUndefined(whole.headers['set-cookie'])
    const part = await get(pathname + search, { range: 'bytes=0-3' })
    assert.deepEqual([part.status, part.text], [206, '0123'])
    const again = await get(pathname + search, { 'if-none-match': whole.headers.etag })
    assert.equal(again.status, 304)
  })

  test('without its signature, with a broken one, or when it is gone, the API says 404', async ({
    assert,
  }) => {
    const { pathname, search, file } = await signed()
    const refused = [
      pathname,
      `${pathname}${search}x`,
      pathname.replace('.jpg', '_200.webp') + search,
    ]
    for (const path of refused) {
      const answer = await get(path)
      assert.equal(answer.status, 404)
      assert.equal(JSON.parse(answer.text).error_code, 'NOT_FOUND')
    }
    await rm(file)
    const gone = await get(pathname + search)
    assert.equal(gone.status, 404)
    assert.equal(gone.headers['content-type'], 'application/json; charset=utf-8')
    assert.equal(JSON.parse(gone.text).error_code, 'NOT_FOUND')
  })

  test('what nginx may not read is missing too, and no log tells the signature', async ({
    assert,
  }) => {
    const { pathname, search, file } = await signed()
    await chmod(file, 0)
    const answer = await get(pathname + search)
    assert.equal(answer.status, 404)
    assert.equal(JSON.parse(answer.text).error_code, 'NOT_FOUND')
    assert.include(answer.headers['cache-control'], 'no-store')
    assert.notInclude(shop.nginx.errorLog(), 'signature=')
    assert.notInclude(JSON.stringify(shop.nginx.accessLog()), 'signature=')
  })
})
