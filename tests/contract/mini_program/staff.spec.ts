import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { makeStaff } from '#tests/helpers/staff'
import { dataOf, fieldOf, refusedWith, MiniProgram } from './client.js'
import { signIn } from './objects/people.js'
import { haierFreezer, onStage, personName, shelves } from './stage.js'
import { mustBe } from './shapes.js'

const PASSWORD = 'korrekt-pferd-batterie'

test.group('Sign-in with a password, which the mini-program does not call', (group) => {
  onStage(group)

  test('{$self} lets staff in with the same answer as WeChat')
    .with(['/password_login/', '/admin/login/'])
    .run(async ({ assert }, path) => {
      const app = new MiniProgram()
      const { username } = await makeStaff({ password: PASSWORD, role: 'support' })
      const { data } = await app.post(path, { username, password: PASSWORD }, 'anon')
      mustBe(signIn, data)
      assert.deepInclude(data.user, { username, role: 'support', is_staff: false })
      app.access = data.access
      assert.equal(await fieldOf(app.get('/user/profile/'), 'username'), username)

      const wrong = { username, password: 'falsch' }
      assert.equal(await refusedWith(app.post(path, wrong, 'anon')), 401)
      const unknown = { username: personName(), password: PASSWORD }
      assert.equal(await refusedWith(app.post(path, unknown, 'anon')), 401)
      for (const body of [{ username }, { password: PASSWORD }, { username: '', password: null }])
        assert.equal(await refusedWith(app.post(path, body, 'anon')), 400)
      const shopper = await UserFactory.merge({ password: PASSWORD }).create()
      const body = { username: shopper.username, password: PASSWORD }
      assert.equal(await refusedWith(app.post(path, body, 'anon')), 403)
    })

  test('staff see the dealer price, administrators the purchase prices too', async ({ assert }) => {
    const id = await haierFreezer(await shelves())
    const shown = async (role: 'admin' | 'support') => {
      const app = new MiniProgram()
      const { username } = await makeStaff({ password: PASSWORD, role })
      const body = { username, password: PASSWORD }
      app.access = await fieldOf(app.post('/password_login/', body, 'anon'), 'access')
      return await dataOf(app.get(`/catalog/products/${id}/`, {}, 'opt'))
    }
    const [support, admin] = [await shown('support'), await shown('admin')]
    for (const product of [support, admin]) assert.isNull(product.dealer_price)
    assert.deepInclude(admin, { supply_price: '900.00', invoice_price: '950.00' })
    assert.deepInclude(admin.haier_info, { supply_price: 900, invoice_price: 950 })
    assert.notProperty(support, 'rebate_money')
  })
})
