import { test } from '@japa/runner'
import { shelvedProduct } from '#tests/helpers/catalogue'
import { productOnSale } from '#tests/helpers/purchase'
import { dataOf, fieldOf, refusalOf, refusedWith } from './client.js'
import { productFor } from './objects/catalogue.js'
import { profile } from './objects/people.js'
import { order } from './objects/purchase.js'
import { buy } from './purchasing.js'
import { idsOf, haierFreezer, onStage, shelves, walker } from './stage.js'
import { mustBe } from './shapes.js'

test.group('Screens: support chat and its pickers', (group) => {
  onStage(group)

  test('the chat is not offered yet, and the rest of the screen opens, for a {$self}')
    .with(['individual', 'dealer'] as const)
    .run(async ({ assert }, audience) => {
      const { app } = await walker(audience)
      mustBe(profile, await dataOf(app.get('/user/profile/')))
      for (const asked of [
        () => app.post('/support/chat/auto-reply/', {}),
        () => app.get('/support/chat/'),
        () => app.get('/support/chat/', { after: '2026-03-04T12:15:08.331Z' }),
        () => app.post('/support/chat/', { content: '在吗' }),
      ])
        assert.equal(await refusedWith(asked()), 404)
      const { status } = await app.upload('/support/chat/', Buffer.from('ffd8ff', 'hex'))
      assert.equal(status, 404)
      assert.isString(app.access, 'still signed in')
    })

  test('the order picker lists every order of the shopper', async ({ assert }) => {
    const { app } = await walker()
    const product = await productOnSale()
    const older = await buy(app, product)
    const newer = await buy(app, product)
    const orders = await app.fetchAll('/orders/my_orders/')
    for (const one of orders) mustBe(order('individual'), one)
    assert.deepEqual(idsOf(orders), [newer.order.id, older.order.id])
  })

  test('the product picker lists every product once, with a picture where there is one', async ({
    assert,
  }) => {
    const place = await shelves()
    const own = await shelvedProduct(place, { main_images: '["/media/images/a.jpg"]' })
    const supplied = await haierFreezer(place)
    const { app } = await walker()
    const products = await app.fetchAll('/catalog/products/', {}, 'opt')
    assert.lengthOf(new Set(idsOf(products)), products.length)
    const picture = (id: number) => {
      const found = products.find((product) => product.id === id)
      mustBe(productFor('individual'), found)
      return found.product_image_url || found.main_images[0]
    }
    assert.equal(picture(own), `${app.site}/media/images/a.jpg`)
    assert.equal(picture(supplied), 'https://img.example.com/haier/main.jpg')
  })
})

test.group('Screens: credit account, statements, transactions', (group) => {
  onStage(group)

  test('nothing of them is offered yet: the sentence of each is shown, the dealer stays signed in', async ({
    assert,
  }) => {
    const { app } = await walker('dealer')
    for (const path of [
      '/credit-accounts/my_account/',
      '/account-statements/my_statements/?page=1&page_size=10',
      '/account-transactions/my_transactions/?page=1&page_size=20',
    ]) {
      const refused = await refusalOf(app.get(path))
      assert.equal(refused.statusCode, 404)
    }
    assert.equal(await fieldOf(app.get('/user/profile/'), 'role'), 'dealer')
  })
})
