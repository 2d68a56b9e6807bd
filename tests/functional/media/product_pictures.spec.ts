import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import { shelf, shelvedProduct } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { filesOf, keyOf } from './support/files.js'
import { picture } from './support/pictures.js'

const PATH = '/api/catalog/media-images/'

test.group('Uploads of an administrator onto a product', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('{field} gets the picture at its end, and the answer says so')
    .with([{ field: 'main_images' as const }, { field: 'detail_images' as const }])
    .run(async ({ client, assert }, { field }) => {
      const first = 'https://cdn.example.com/a.jpg'
      const productId = await shelvedProduct(await shelf(), { [field]: JSON.stringify([first]) })
      const { headers, user } = await signedInShopper({ role: 'admin' })
      const response = await client
        .post(PATH)
        .headers(headers)
        .fields({ product_id: String(productId), field_name: field })
        .file('file', await picture(), { filename: 'a.jpg' })
      response.assertStatus(201)
      const { id, url } = response.body()
      assert.deepInclude(response.body(), {
        product_updated: true,
        product_id: productId,
        field_name: field,
      })
      const product = await row<Record<string, string[]>>('select * from products where id = ?', [
        productId,
      ])
      assert.deepEqual(product?.[field], [first, `/media/${keyOf(url)}`])
      assert.deepEqual(
        await rows('select entity, entity_id, field from media_references where media_id = ?', [
          id,
        ]),
        [{ entity: 'products', entity_id: productId, field }]
      )
      const audited = await row<{ event: string }>(
        `select event from audit_logs where entity = 'product' and entity_id = ? and actor_id = ?`,
        [productId, user.id]
      )
      assert.equal(audited?.event, 'product_picture_added')
    })

  test('{what} is refused, and neither file nor row is left')
    .with([
      { what: 'an unknown product', status: 404, field: 'main_images', images: 0 },
      { what: 'a product without the list', status: 400, field: '', images: 0 },
      { what: 'an unknown list', status: 400, field: 'price', images: 0 },
      { what: 'a full list', status: 400, field: 'main_images', images: 20 },
    ])
    .run(async ({ client, assert }, { what, status, field, images }) => {
      const urls = Array.from({ length: images }, (_, n) => `https://cdn.example.com/${n}.jpg`)
      const columns = { main_images: JSON.stringify(urls) }
      const productId = await shelvedProduct(await shelf(), columns)
      const { headers, user } = await signedInShopper({ role: 'admin' })
      const before = await filesOf('public')
      const response = await client
        .post(PATH)
        .headers(headers)
        .fields({
          product_id: what === 'an unknown product' ? '9007199254740991' : String(productId),
          field_name: field,
        })
        .file('file', await picture(), { filename: 'a.jpg' })
      response.assertStatus(status)
      assert.deepEqual(await filesOf('public'), before)
      assert.isNull(await row('select 1 from media_images where uploaded_by_id = ?', [user.id]))
    })
})
