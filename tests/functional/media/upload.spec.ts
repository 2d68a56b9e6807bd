import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { copyKey, WIDTHS } from '#media/keys'
import { row } from '#shared/rows'
import { signedInShopper } from '#tests/helpers/shoppers'
import { filesOf, keyOf, stored } from './support/files.js'
import { bitmap, coloursOf, noise, phonePhoto, picture, PIXELS } from './support/pictures.js'

const PATH = '/api/catalog/media-images/'
const TYPES = { jpeg: 'jpg', png: 'png', gif: 'gif', webp: 'webp' } as const

test.group('Uploading pictures', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('nobody uploads without signing in: {$self}')
    .with(['', 'Bearer null', 'Bearer undefined'])
    .run(async ({ client, assert }, authorization) => {
      const before = await filesOf('private')
      const request = client.post(PATH).file('file', await picture(), { filename: 'a.jpg' })
      if (authorization) request.header('authorization', authorization)
      const response = await request
      response.assertStatus(401)
      assert.equal(response.body().error_code, 'UNAUTHORIZED')
      assert.deepEqual(await filesOf('private'), before)
    })

  test('takes a {format}, whatever its name and declared type say')
    .with((Object.keys(TYPES) as (keyof typeof TYPES)[]).map((format) => ({ format })))
    .run(async ({ client, assert }, { format }) => {
      const { headers, user } = await signedInShopper()
      const response = await client
        .post(PATH)
        .headers(headers)
        .file('file', await picture(format), {
          filename: 'tmp_5d1',
          contentType: 'application/octet-stream',
        })
      response.assertStatus(201)
      const { id, url, file, original_name: name, content_type: type, size } = response.body()
      assert.equal(url, file)
      assert.deepEqual({ name, type }, { name: 'tmp_5d1', type: `image/${format}` })
      const key = keyOf(url)
      assert.match(key, new RegExp(`^images/\\d{4}/\\d\\d/\\d\\d/[0-9a-f]{32}\\.${TYPES[format]}$`))
      const content = await stored('private', key)
      assert.equal(size, content.length)
      assert.deepInclude(await row('select * from media_images where id = ?', [id]), {
        ...{ file: key, width: 600, height: 400, size, purpose: 'evidence' },
        ...{ uploaded_by_id: user.id, content_type: type, original_name: 'tmp_5d1' },
      })
    })

  test('a photo comes out upright and without a word about camera and place', async ({
    client,
    assert,
  }) => {
    const photo = await phonePhoto()
    assert.include(photo.toString('latin1'), 'PhoneMaker')
    const { headers } = await signedInShopper()
    const response = await client.post(PATH).headers(headers).file('file', photo, { filename: 'x' })
    response.assertStatus(201)
    const key = keyOf(response.body().url)
    for (const file of [key, ...WIDTHS.map((width) => copyKey(key, width))]) {
      const content = await stored('private', file)
      const { width, height, exif, icc, xmp, orientation } = await sharp(content).metadata()
      assert.deepEqual([width, height], [200, 300])
      assert.deepEqual([exif, icc, xmp, orientation], [undefined, undefined, undefined, undefined])
      assert.notMatch(content.toString('latin1'), /Exif|PhoneMaker|GPS/)
      const colours = await coloursOf(content)
      assert.match(colours[20][100], /^f/)
      assert.match(colours[280][100], /^0/)
    }
  })

  test('has copies 200, 400 and 800 pixels wide beside it', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const large = await picture('png', { width: 1000, height: 500 })
    const response = await client.post(PATH).headers(headers).file('file', large, { filename: 'x' })
    const key = keyOf(response.body().url)
    const files = await filesOf('private')
    assert.includeMembers(files, [key, ...WIDTHS.map((width) => copyKey(key, width))])
    for (const width of [200, 400, 800]) {
      const copy = await sharp(await stored('private', copyKey(key, width))).metadata()
      assert.deepEqual([copy.format, copy.width, copy.height], ['webp', width, width / 2])
    }
  })

  test('nothing behind the picture survives', async ({ client, assert }) => {
    const script = Buffer.from('<script>alert(document.domain)</script>')
    const { headers } = await signedInShopper()
    for (const format of ['gif', 'jpeg', 'png'] as const) {
      const poisoned = Buffer.concat([await picture(format), script])
      const response = await client
        .post(PATH)
        .headers(headers)
        .file('file', poisoned, { filename: 'x.html', contentType: 'text/html' })
      response.assertStatus(201)
      const content = await stored('private', keyOf(response.body().url))
      assert.notInclude(content.toString('latin1'), '<script')
    }
  })

  test('the longest side becomes 4096 pixels', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const wide = await picture('png', { width: 5000, height: 100 })
    const response = await client.post(PATH).headers(headers).file('file', wide, { filename: 'x' })
    const { width, height } = await sharp(
      await stored('private', keyOf(response.body().url))
    ).metadata()
    assert.deepEqual([width, height], [4096, 82])
  })

  test('format and compress are honoured', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const photo = await noise(400).png().toBuffer()
    const upload = (fields: Record<string, string>) =>
      client.post(PATH).headers(headers).fields(fields).file('file', photo, { filename: 'x' })
    const plain = await upload({ format: 'jpeg', compress: '' })
    const compressed = await upload({ format: 'jpeg', compress: 'true' })
    assert.equal(plain.body().content_type, 'image/jpeg')
    assert.match(keyOf(plain.body().url), /\.jpg$/)
    assert.isBelow(compressed.body().size, plain.body().size)
    const webp = await upload({ format: 'webp' })
    assert.equal(webp.body().content_type, 'image/webp')
    const unknown = await upload({ format: 'tiff' })
    unknown.assertStatus(400)
    assert.equal(unknown.body().error_code, 'VALIDATION_ERROR')
  })

  test('what was transparent is white in a JPEG', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const clear = await sharp({
      create: { width: 10, height: 10, channels: 4, background: '#00000000' },
    })
      .png()
      .toBuffer()
    const response = await client
      .post(PATH)
      .headers(headers)
      .field('format', 'jpeg')
      .file('file', clear, { filename: 'x' })
    const colours = await coloursOf(await stored('private', keyOf(response.body().url)))
    assert.equal(colours[5][5], 'ffffff')
  })

  test('a name is kept for staff, without folders and control characters', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(PATH)
      .headers(headers)
      .file('file', await picture(), { filename: `C:\\图片\\冰箱\u0007${'长'.repeat(300)}.jpg` })
    response.assertStatus(201)
    assert.equal(response.body().original_name, `冰箱${'长'.repeat(253)}`)
  })

  test('three at once from one phone all succeed', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const photo = await picture('jpeg', { width: 2000, height: 1500 })
    const responses = await Promise.all(
      [1, 2, 3].map((n) =>
        client
          .post(PATH)
          .headers(headers)
          .file('file', photo, { filename: `tmp_${n}.jpg` })
      )
    )
    assert.deepEqual(
      responses.map((response) => response.status()),
      [201, 201, 201]
    )
    assert.lengthOf(new Set(responses.map((response) => keyOf(response.body().url))), 3)
  })

  test('sent again under the same Idempotency-Key it is stored once', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const photo = await picture()
    const upload = () =>
      client
        .post(PATH)
        .headers({ ...headers, 'idempotency-key': 'upload-1' })
        .file('file', photo, { filename: 'a.jpg' })
    const first = await upload()
    const second = await upload()
    assert.equal(first.body().id, second.body().id)
  })
})

test.group('Pictures of staff', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('what {role} uploads is public')
    .with([{ role: 'support' as const }, { role: 'admin' as const }])
    .run(async ({ client, assert }, { role }) => {
      const { headers } = await signedInShopper({ role })
      const response = await client
        .post(PATH)
        .headers(headers)
        .file('file', await picture('png'), { filename: 'a.png' })
      response.assertStatus(201)
      const { url } = response.body()
      assert.match(url, /^http:\/\/[^/]+\/media\/images\/[\w/]+\.png$/)
      const shown = await fetch(url)
      assert.equal(shown.status, 200)
      assert.deepEqual(Buffer.from(await shown.arrayBuffer()), await stored('public', keyOf(url)))
    })

  test('a bitmap of {depth} bits becomes a PNG with the same colours, from the top: {topDown}')
    .with([
      { depth: 8 as const, topDown: false },
      { depth: 24 as const, topDown: false },
      { depth: 24 as const, topDown: true },
      { depth: 32 as const, topDown: false },
    ])
    .run(async ({ client, assert }, kind) => {
      const { headers } = await signedInShopper({ role: 'admin' })
      const response = await client
        .post(PATH)
        .headers(headers)
        .file('file', bitmap(kind), { filename: 'a.bmp' })
      response.assertStatus(201)
      assert.equal(response.body().content_type, 'image/png')
      assert.deepEqual(await coloursOf(await stored('public', keyOf(response.body().url))), PIXELS)
    })
})
