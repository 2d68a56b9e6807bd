import limiter from '@adonisjs/limiter/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { signedInShopper } from '#tests/helpers/shoppers'
import { filesOf, temporaryFiles } from './support/files.js'
import { bitmap, blackPng, noise, picture } from './support/pictures.js'

const PATH = '/api/catalog/media-images/'
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'
const MB = 1024 * 1024

const half = async (content: Promise<Buffer> | Buffer) => {
  const whole = await content
  return whole.subarray(0, Math.floor(whole.length / 2))
}

const REFUSED: { what: string; says: RegExp; content: () => Promise<Buffer> | Buffer }[] = [
  { what: 'an empty file', says: /内容为空/, content: () => Buffer.alloc(0) },
  {
    what: 'half a JPEG',
    says: /损坏或不完整/,
    content: () => half(noise(200).jpeg().toBuffer()),
  },
  { what: 'half a PNG', says: /损坏或不完整/, content: () => half(noise(200).png().toBuffer()) },
  { what: 'half a WebP', says: /损坏或不完整/, content: () => half(noise(200).webp().toBuffer()) },
  { what: 'half a GIF', says: /损坏或不完整/, content: () => half(noise(200).gif().toBuffer()) },
  { what: '400 megapixels', says: /4000 万像素/, content: () => blackPng(20_000, 20_000) },
  { what: 'HTML named .jpg', says: /只支持 JPG/, content: () => Buffer.from('<html>1</html>') },
  { what: 'a drawing with a script', says: /只支持 JPG/, content: () => Buffer.from(svg) },
  {
    what: 'a drawing behind an XML header',
    says: /只支持 JPG/,
    content: () => Buffer.from(`<?xml version="1.0"?>${svg}`),
  },
  { what: 'a PDF', says: /只支持 JPG/, content: () => Buffer.from('%PDF-1.7\n1 0 obj') },
  { what: 'a TIFF', says: /只支持 JPG/, content: () => picture('tiff') },
  { what: 'an AVIF', says: /只支持 JPG/, content: () => picture('avif') },
  { what: 'a bitmap of a customer', says: /只支持 JPG/, content: () => bitmap({ depth: 24 }) },
  {
    what: 'the beginning of a JPEG and nothing else',
    says: /损坏或不完整/,
    content: () => Buffer.from('ffd8ffe000104a46494600', 'hex'),
  },
]

test.group('Uploads that are refused', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())

  test('{what} is refused with a sentence, and nothing is left of it')
    .with(REFUSED)
    .run(async ({ client, assert }, { content, says }) => {
      const { headers, user } = await signedInShopper()
      const before = await filesOf('private')
      const response = await client
        .post(PATH)
        .headers(headers)
        .file('file', await content(), { filename: 'a.jpg', contentType: 'image/jpeg' })
      response.assertStatus(400)
      assert.equal(response.body().error_code, 'INVALID_FILE')
      assert.match(response.body().message, says)
      assert.deepEqual(await filesOf('private'), before)
      assert.deepEqual(await temporaryFiles(), [])
      assert.isNull(await row('select 1 from media_images where uploaded_by_id = ?', [user.id]))
    })

  test('{what} is a missing file')
    .with([
      { what: 'a text part', file: 'text', part: '' },
      { what: 'a part of another name', file: '', part: 'picture' },
      { what: 'nothing', file: '', part: '' },
    ])
    .run(async ({ client, assert }, { file, part }) => {
      const { headers } = await signedInShopper()
      const request = client
        .post(PATH)
        .headers(headers)
        .fields({ other: 'x', ...(file && { file }) })
      if (part) request.file(part, await picture(), { filename: 'a.jpg' })
      const response = await request
      response.assertStatus(400)
      assert.equal(response.body().error_code, 'INVALID_FILE')
      assert.equal(response.body().message, '请选择要上传的图片')
      assert.deepEqual(await temporaryFiles(), [])
    })

  test('JSON instead of a form, and no body at all, are a missing file', async ({ client }) => {
    const { headers } = await signedInShopper()
    const json = await client.post(PATH).headers(headers).json({ file: 'x' })
    json.assertStatus(400)
    const nothing = await client.post(PATH).headers(headers)
    nothing.assertStatus(400)
  })

  test('a form that breaks off is refused', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(PATH)
      .headers({ ...headers, 'content-type': 'multipart/form-data; boundary=x' })
      .setup((request) => {
        request.request.send('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n')
      })
    response.assertStatus(400)
    assert.deepEqual(await temporaryFiles(), [])
  })

  test('customers upload 10 MB at most, everybody 20', async ({ client, assert }) => {
    const customer = await signedInShopper()
    const admin = await signedInShopper({ role: 'admin' })
    const upload = (headers: Record<string, string>, bytes: number) =>
      client.post(PATH).headers(headers).file('file', Buffer.alloc(bytes), { filename: 'a.jpg' })
    const ten = await upload(customer.headers, 10 * MB + 1)
    ten.assertStatus(413)
    assert.deepInclude(ten.body(), {
      success: false,
      code: 413,
      error_code: 'INVALID_FILE',
      message: '图片不能超过 10 MB，请压缩后再上传',
    })
    const allowed = await upload(admin.headers, 10 * MB + 1)
    allowed.assertStatus(400)
    const twenty = await upload(admin.headers, 20 * MB + 1)
    twenty.assertStatus(413)
    assert.deepInclude(twenty.body(), { success: false, code: 413 })
    assert.deepEqual(await temporaryFiles(), [])
  })

  test('a customer uploads twenty times a minute, whatever comes of it; staff are not counted', async ({
    client,
    assert,
  }) => {
    const customer = await signedInShopper()
    const admin = await signedInShopper({ role: 'admin' })
    const statuses = async (headers: Record<string, string>) => {
      const counted = new Map<number, number>()
      for (let i = 0; i < 22; i++) {
        const response = await client.post(PATH).headers(headers).json({})
        counted.set(response.status(), (counted.get(response.status()) ?? 0) + 1)
      }
      return Object.fromEntries(counted)
    }
    assert.deepEqual(await statuses(customer.headers), { 400: 20, 429: 2 })
    assert.deepEqual(await statuses(admin.headers), { 400: 22 })
  })
})

test.group('Uploads onto a product', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())

  test('a {role} may not name a product')
    .with([
      { role: 'individual' as const },
      { role: 'dealer' as const },
      { role: 'support' as const },
    ])
    .run(async ({ client, assert }, { role }) => {
      const { headers, user } = await signedInShopper({ role })
      for (const [name, value] of [
        ['product_id', '1'],
        ['field_name', 'main_images'],
      ]) {
        const response = await client
          .post(PATH)
          .headers(headers)
          .field(name, value)
          .file('file', await picture(), { filename: 'a.jpg' })
        response.assertStatus(403)
        assert.equal(response.body().error_code, 'FORBIDDEN')
      }
      assert.isNull(await row('select 1 from media_images where uploaded_by_id = ?', [user.id]))
    })
})
