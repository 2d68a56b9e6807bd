import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import { newKey } from '#media/keys'
import { privateUrl } from '#media/private_url'
import settings from '#start/env'
import { raw, statusOf } from '#tests/functional/foundation/raw_request'

const ORIGIN = `http://127.0.0.1:${process.env.PORT}`
const CONTENT = 'abcdefghij'

async function privateFile(key = newKey('jpg')): Promise<{ key: string; url: string }> {
  await drive.use('private').put(key, CONTENT)
  return { key, url: privateUrl(key, ORIGIN) }
}

/** Exactly this address and these headers; `fetch` would mend the one and add to the others. */
function statusAt(address: string, headers: Record<string, string> = {}): Promise<number> {
  return statusOf(raw('GET', address.slice(ORIGIN.length), { headers }))
}

test.group('Private files', () => {
  test('a signed address works without token, for its reader alone, and sets no cookie', async ({
    assert,
  }) => {
    const { url } = await privateFile()
    const response = await fetch(url)
    assert.equal(response.status, 200)
    assert.equal(await response.text(), CONTENT)
    const header = (name: string) => response.headers.get(name)
    assert.equal(header('content-type'), 'image/jpeg')
    assert.equal(header('cache-control'), 'private, max-age=3600')
    assert.equal(header('x-content-type-options'), 'nosniff')
    assert.isNull(header('set-cookie'))
  })

  test('it works for a day at least and an hour more at most', ({ assert }) => {
    const now = Date.now() / 1000
    const { searchParams } = new URL(privateUrl('images/a.jpg', ORIGIN))
    const left = Number(searchParams.get('expires')) - now
    assert.isTrue(left >= 86_399 && left <= 90_001)
  })

  test('{what} does not exist')
    .with([
      { what: 'a file without signature', change: (url: URL) => (url.search = '') },
      {
        what: 'a later end under the old signature',
        change: (url: URL) => url.searchParams.set('expires', '9999999999'),
      },
      {
        what: 'another signature',
        change: (url: URL) => url.searchParams.set('signature', 'A'.repeat(43)),
      },
      {
        what: 'a signature of another length',
        change: (url: URL) => url.searchParams.set('signature', '图'),
      },
      {
        what: 'a signature given twice',
        change: (url: URL) => url.searchParams.append('signature', 'x'),
      },
      {
        what: 'an end that is no number',
        change: (url: URL) => url.searchParams.set('expires', 'x'),
      },
      {
        what: 'the public folder’s address',
        change: (url: URL) => (url.pathname = url.pathname.replace('/api/files/', '/media/')),
      },
    ])
    .run(async ({ assert }, { change }) => {
      const { url } = await privateFile()
      const changed = new URL(url)
      change(changed)
      const response = await fetch(changed)
      assert.equal(response.status, 404)
      assert.notInclude(await response.text(), CONTENT)
    })

  test('the signature of one file does not open another', async ({ assert }) => {
    const [mine, foreign] = [await privateFile(), await privateFile()]
    const forged = mine.url.replace(mine.key, foreign.key)
    assert.equal(await statusAt(forged), 404)
  })

  test('after its end it does not exist', async ({ assert }) => {
    const { key } = await privateFile()
    assert.equal(await statusAt(privateUrl(key, ORIGIN, -7200)), 404)
  })

  test('a signed file that is gone, and a path that leads out, do not exist', async ({
    assert,
  }) => {
    for (const key of [
      newKey('jpg'),
      '../package.json',
      'a/../../x.jpg',
      '.env',
      'images',
      'a.html',
    ])
      assert.equal(await statusAt(privateUrl(key, ORIGIN)), 404, key)
    const encoded = privateUrl('..%2f..%2fpackage.json', ORIGIN)
    assert.include([400, 404], await statusAt(encoded))
  })

  test('{range} gives {status} and {bytes}')
    .with([
      { range: 'bytes=0-3', status: 206, bytes: 'abcd', shown: 'bytes 0-3/10' },
      { range: 'bytes=7-', status: 206, bytes: 'hij', shown: 'bytes 7-9/10' },
      { range: 'bytes=-2', status: 206, bytes: 'ij', shown: 'bytes 8-9/10' },
      { range: 'bytes=8-99', status: 206, bytes: 'ij', shown: 'bytes 8-9/10' },
      { range: 'bytes=10-', status: 416, bytes: '', shown: 'bytes */10' },
      { range: 'bytes=0-1,4-5', status: 200, bytes: CONTENT, shown: null },
      { range: 'pages=1-2', status: 200, bytes: CONTENT, shown: null },
    ])
    .run(async ({ assert }, { range, status, bytes, shown }) => {
      const { url } = await privateFile(newKey('jpg').replace('.jpg', '.mp4'))
      const response = await fetch(url, { headers: { range } })
      assert.equal(response.status, status)
      assert.equal(await response.text(), bytes)
      assert.equal(response.headers.get('content-range'), shown)
      if (status !== 416) assert.equal(response.headers.get('content-type'), 'video/mp4')
    })

  test('who has it already is answered 304, and a part of what changed is the whole', async ({
    assert,
  }) => {
    const { url } = await privateFile()
    const { headers } = await fetch(url)
    const etag = headers.get('etag') ?? ''
    assert.equal(await statusAt(url, { 'if-none-match': etag }), 304)
    const part = { 'range': 'bytes=0-3', 'if-range': etag }
    assert.equal(await statusAt(url, part), 206)
    const stale = { 'range': 'bytes=0-3', 'if-range': '"other"' }
    assert.equal(await statusAt(url, stale), 200)
  })

  test('HEAD tells the size and sends nothing', async ({ assert }) => {
    const { url } = await privateFile()
    const response = await fetch(url, { method: 'HEAD' })
    assert.equal(response.headers.get('content-length'), '10')
    assert.equal(await response.text(), '')
  })

  test('behind nginx the shop checks the signature and nginx sends the file', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => {
      settings.media.accelRedirect = false
    })
    settings.media.accelRedirect = true
    const { key, url } = await privateFile()
    const response = await fetch(url)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('x-accel-redirect'), `/_private/${key}`)
    assert.equal(response.headers.get('content-type'), 'image/jpeg')
    assert.equal(await response.text(), '')
    const forged = await fetch(`${url}x`)
    assert.equal(forged.status, 404)
    assert.isNull(forged.headers.get('x-accel-redirect'))
  })

  test('a file that is private is not below the public folder', async ({ assert }) => {
    const { key } = await privateFile()
    assert.equal(await statusAt(`${ORIGIN}/media/${key}`), 404)
    const other = join(settings.media.root, key)
    await mkdir(dirname(other), { recursive: true })
    await writeFile(other, CONTENT)
    assert.equal(await statusAt(`${ORIGIN}/media/${key}`), 200)
  })
})
