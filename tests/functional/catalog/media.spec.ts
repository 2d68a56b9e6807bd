import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import testUtils from '@adonisjs/core/services/test_utils'
import sharp from 'sharp'
import { test } from '@japa/runner'
import { storePublicImage } from '#media/actions/store_public_image'
import { row } from '#shared/rows'
import settings from '#start/env'

const square = (format: 'webp' | 'png') =>
  sharp({ create: { width: 8, height: 4, channels: 3, background: '#336699' } })
    .toFormat(format)
    .toBuffer()

test.group('Public pictures', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a stored picture has a row, a random key and can be read by everybody', async ({
    client,
    assert,
  }) => {
    const content = await square('webp')
    const { id, key } = await storePublicImage(content, { originalName: '图.webp' })
    assert.match(key, /^images\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.webp$/)
    assert.deepEqual(await readFile(join(settings.media.root, key)), content)
    assert.deepInclude(await row('select * from media_images where id = ?', [id]), {
      ...{ file: key, original_name: '图.webp', content_type: 'image/webp', purpose: 'public' },
      ...{ size: content.length, width: 8, height: 4 },
    })
    const response = await client.get(`/media/${key}`)
    response.assertStatus(200)
    response.assertHeader('content-type', 'image/webp')
    response.assertHeader('x-content-type-options', 'nosniff')
    response.assertHeader('cache-control', 'public, max-age=604800')
  })

  test('what is no picture is not stored', async ({ assert }) => {
    await assert.rejects(() => storePublicImage(Buffer.from('<script>alert(1)</script>')))
    await assert.rejects(() =>
      storePublicImage(
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
      )
    )
  })

  test('{path} is not served')
    .with(
      [
        ...['images/none.webp', '../../package.json', '..%2f..%2fpackage.json', '%2e%2e/app.png'],
        ...['.hidden.png', 'images/.hidden.png', 'images', 'images/', 'page.html', 'page.svg'],
        ...['a%00.png', `${'a'.repeat(300)}.png`],
      ].map((path) => ({ path }))
    )
    .run(async ({ client }, { path }) => {
      await mkdir(settings.media.root, { recursive: true })
      for (const name of ['.hidden.png', 'page.html', 'page.svg'])
        await writeFile(join(settings.media.root, name), 'x')
      const response = await client.get(`/media/${path}`)
      response.assertStatus(404)
    })
})
