import sharp from 'sharp'
import { test } from '@japa/runner'
import { mediaImage, profile } from './objects/people.js'
import { fieldOf, refusalOf } from './client.js'
import { buyAndReceive, ship, buyAndPay } from './purchasing.js'
import { onStage, walker } from './stage.js'
import { mustBe } from './shapes.js'

const PATH = '/catalog/media-images/'

function photo(format: 'jpeg' | 'png' | 'gif' | 'webp', width = 12): Promise<Buffer> {
  const create = { width, height: 8, channels: 3 as const, background: { r: 200, g: 30, b: 30 } }
  return sharp({ create }).toFormat(format).toBuffer()
}

test.group('Screens: return, refund and invoice requests', (group) => {
  onStage(group, 'with WeChat')

  test('three pictures at once, then the request, which is not offered yet', async ({ assert }) => {
    const { app } = await walker()
    const { order } = await buyAndReceive(app)
    const answers = await Promise.all(
      (['jpeg', 'png', 'webp'] as const).map(async (format) =>
        app.upload(PATH, await photo(format))
      )
    )
    const urls: string[] = []
    for (const { status, data } of answers) {
      assert.equal(status, 201)
      mustBe(mediaImage, data)
      assert.equal(data.file, data.url)
      urls.push(data.url)
    }
    assert.lengthOf(new Set(urls), 3)
    const body = { reason: '缺少一层搁架', evidence_images: urls }
    for (const [path, more] of [
      [`/orders/${order.id}/request_return/`, {}],
      ['/refunds/', { order: order.id, amount: '120.00' }],
      [`/orders/${order.id}/request_invoice/`, { title: '个人', email: 'a@example.com' }],
    ] as const) {
      const refused = await refusalOf(app.post(path, { ...body, ...more }))
      assert.equal(refused.statusCode, 404)
    }
    const shown = await app.get(`/orders/${order.id}/`)
    assert.deepInclude(shown.data, { status: 'completed', return_info: null, invoice_info: null })
  })

  test('the parcel of a return cannot be named yet, the order stays as it is', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { order } = await buyAndPay(app)
    await ship(order.id)
    const body = { tracking_number: 'SF14', evidence_images: [] }
    const refused = await refusalOf(app.patch(`/orders/${order.id}/add_return_tracking/`, body))
    assert.equal(refused.statusCode, 404)
    assert.equal(await fieldOf(app.get(`/orders/${order.id}/`), 'status'), 'shipped')
  })

  test('a {$self} of a phone is taken by its content and can be looked at')
    .with(['jpeg', 'png', 'gif', 'webp'] as const)
    .run(async ({ assert }, format) => {
      const { app } = await walker()
      const { status, data } = await app.upload(PATH, await photo(format), { compress: 'false' })
      assert.equal(status, 201)
      mustBe(mediaImage, data)
      const shown = await fetch(data.url, { redirect: 'manual' })
      assert.equal(shown.status, 200)
      assert.match(shown.headers.get('content-type') ?? '', /^image\//)
      assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
      const { format: kept } = await sharp(Buffer.from(await shown.arrayBuffer())).metadata()
      assert.equal(data.content_type, `image/${kept}`)
    })

  test('a picture that becomes the avatar is public, and kept by phones for a week', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { data: uploaded } = await app.upload(PATH, await photo('jpeg'))
    const { data } = await app.patch('/user/profile/', { avatar_url: uploaded.url })
    mustBe(profile, data)
    assert.isTrue(data.avatar_url.startsWith(`${app.site}/media/`), data.avatar_url)
    const shown = await fetch(data.avatar_url, { redirect: 'manual' })
    assert.equal(shown.status, 200)
    assert.match(shown.headers.get('content-type') ?? '', /^image\//)
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
    const age = /max-age=(\d+)/.exec(shown.headers.get('cache-control') ?? '')?.[1]
    assert.isAtLeast(Number(age), 604_800)
  })

  test('{title} is 400 with a sentence')
    .with([
      { title: 'a text', file: Buffer.from('no picture at all') },
      { title: 'nothing', file: Buffer.alloc(0) },
      { title: 'half a picture', file: Buffer.from('ffd8ffe000104a464946', 'hex') },
      {
        title: 'a drawing of scripts',
        file: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      },
    ])
    .run(async ({ assert }, { file }) => {
      const { app } = await walker()
      const { status, data } = await app.upload(PATH, file)
      assert.equal(status, 400)
      assert.equal(data.success, false)
    })

  test('a body without a file is 400', async ({ assert }) => {
    const { app } = await walker()
    const refused = await refusalOf(app.post(PATH, {}))
    assert.equal(refused.statusCode, 400)
  })

  test('more than the gateway would pass is 413', async ({ assert }) => {
    const { app } = await walker()
    const { status } = await app.upload(PATH, Buffer.alloc(21 * 1024 * 1024, 1))
    assert.equal(status, 413)
  })

  test('nobody signed in says "Bearer null", which is 401', async ({ assert }) => {
    const { app } = await walker('visitor')
    const { status } = await app.upload(PATH, await photo('jpeg'))
    assert.equal(status, 401)
  })

  test('a shopper hangs no picture on a product, and lists or deletes none', async ({ assert }) => {
    const { app } = await walker()
    const fields = { product_id: '1', field_name: 'main_images' }
    const { status } = await app.upload(PATH, await photo('jpeg'), fields)
    assert.equal(status, 403)
    const { data } = await app.upload(PATH, await photo('jpeg'))
    for (const [method, path] of [
      ['GET', PATH],
      ['GET', `${PATH}${data.id}/`],
      ['PATCH', `${PATH}${data.id}/`],
      ['DELETE', `${PATH}${data.id}/`],
    ]) {
      const refused = await refusalOf(app.call(method, path, 'user'))
      assert.include([403, 404, 405], refused.statusCode)
    }
  })
})
