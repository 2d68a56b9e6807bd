import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { copyKey, filesOf, newKey } from '#media/keys'
import { execute, row } from '#shared/rows'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import { signedInShopper } from '#tests/helpers/shoppers'
import { startBuckets } from './support/buckets.js'
import { keyOf } from './support/files.js'
import { picture } from './support/pictures.js'

let buckets: Awaited<ReturnType<typeof startBuckets>>
let web: ShopProcess

test.group('Pictures in buckets', (group) => {
  group.setup(async () => {
    buckets = await startBuckets()
    web = await startProcess('web', buckets.environment)
    return async () => {
      await web.kill('SIGTERM')
      await buckets.stop()
    }
  })

  test('a customer’s picture lies in the private bucket and is reached by its signed address alone', async ({
    assert,
  }) => {
    const shopper = await signedInShopper()
    const { url } = await upload(shopper.headers)
    const key = keyOf(url)
    assert.include(url, `${web.url}/api/files/${key}?`)
    assert.includeMembers(await buckets.keys('mall-private'), filesOf(key))
    assert.notInclude(await buckets.keys('mall-media'), key)

    const sent = await fetch(url, { redirect: 'manual' })
    assert.equal(sent.status, 302)
    assert.equal(sent.headers.get('cache-control'), 'private, max-age=600')
    const location = new URL(sent.headers.get('location') ?? '')
    assert.equal(location.pathname, `/mall-private/${key}`)
    assert.equal(location.searchParams.get('X-Amz-Expires'), '900')
    const shown = await fetch(url)
    assert.equal(shown.headers.get('content-type'), 'image/jpeg')
    const { width } = await sharp(await shown.arrayBuffer()).metadata()
    assert.equal(width, 600)

    const forged = await fetch(url.replace(/signature=./, 'signature=_'), { redirect: 'manual' })
    assert.equal(forged.status, 404)
    const published = await fetch(`${web.url}/media/${key}`)
    assert.equal(published.status, 404)
  })

  test('a picture of staff lies in the public bucket', async ({ assert }) => {
    const admin = await signedInShopper({ role: 'admin' })
    const { url } = await upload(admin.headers)
    assert.includeMembers(await buckets.keys('mall-media'), filesOf(keyOf(url)))
    const shown = await fetch(url)
    assert.equal(shown.status, 200)
    assert.equal(shown.headers.get('content-type'), 'image/jpeg')
  })

  test('a profile picture is copied from one bucket to the other', async ({ assert }) => {
    const shopper = await signedInShopper()
    const { url } = await upload(shopper.headers)
    const saved = await fetch(`${web.url}/api/user/profile/`, {
      method: 'PATCH',
      headers: { ...shopper.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ avatar_url: url }),
    })
    const { avatar_url: avatar } = (await saved.json()) as { avatar_url: string }
    const copies = filesOf(keyOf(avatar))
    assert.includeMembers(await buckets.keys('mall-media'), copies)
    assert.includeMembers(await buckets.keys('mall-private'), filesOf(keyOf(url)))
  })

  test('media:prune removes unused pictures and strays from the buckets', async ({ assert }) => {
    const shopper = await signedInShopper()
    const unused = await upload(shopper.headers)
    const fresh = await upload(shopper.headers)
    const stray = await upload(shopper.headers)
    await execute(`update media_images set created_at = now() - interval '2 days' where id = ?`, [
      unused.id,
    ])
    await execute(`delete from media_images where id = ?`, [stray.id])
    const [goneKey, freshKey, strayKey] = [unused, fresh, stray].map(({ url }) => keyOf(url))
    for (const file of [strayKey, copyKey(strayKey, 200)]) await buckets.age('mall-private', file)

    const { stdout } = await prune(buckets.environment)
    assert.match(stdout, /已删除 \d+ 张没有使用的图片、2 个没有记录的文件，未完成 0 个/)
    const keys = await buckets.keys('mall-private')
    assert.includeMembers(keys, [...filesOf(freshKey), copyKey(strayKey, 800)])
    assert.notIncludeMembers(keys, [...filesOf(goneKey), strayKey, copyKey(strayKey, 200)])
    assert.isNull(await row('select 1 from media_images where id = ?', [unused.id]))
  })

  test('a bucket that cannot be written refuses the upload and leaves no row', async ({
    assert,
    cleanup,
  }) => {
    const broken = await startProcess('web', {
      ...buckets.environment,
      S3_PRIVATE_BUCKET: newKey('x').slice(-20, -2),
    })
    cleanup(() => broken.kill('SIGTERM'))
    const { headers, user } = await signedInShopper()
    const response = await send(broken.url, headers)
    assert.equal(response.status, 500)
    assert.equal(((await response.json()) as { error_code: string }).error_code, 'INTERNAL_ERROR')
    assert.isNull(await row('select 1 from media_images where uploaded_by_id = ?', [user.id]))
  })
})

async function send(origin: string, headers: Record<string, string>): Promise<Response> {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(await picture())]), 'tmp_1.jpg')
  return fetch(`${origin}/api/catalog/media-images/`, { method: 'POST', headers, body })
}

async function upload(headers: Record<string, string>): Promise<{ id: number; url: string }> {
  const response = await send(web.url, headers)
  if (response.status !== 201) throw new Error(await response.text())
  return response.json() as Promise<{ id: number; url: string }>
}

function prune(environment: Record<string, string>) {
  const command = ['--import=@poppinss/ts-exec', 'bin/console.ts', 'media:prune']
  return promisify(execFile)(process.execPath, command, {
    cwd: app.makePath(),
    env: { ...process.env, ...environment },
  })
}
