import { test } from '@japa/runner'
import { dataOf, fieldOf, refusalOf, refusedWith, MiniProgram, type PatchForm } from './client.js'
import { notificationStats, profile, signIn } from './objects/people.js'
import { buy, buyAndReceive } from './purchasing.js'
import { COMPANY, onStage, personName, walker } from './stage.js'
import { count, moneyN, mustBe, object } from './shapes.js'

const PATCH_FORMS: PatchForm[] = ['PATCH', 'PUT', 'POST']

test.group('Screen: profile tab', (group) => {
  onStage(group, 'with WeChat')

  test('a first sign-in draws the tab without a second request', async ({ assert }) => {
    const app = new MiniProgram()
    const name = personName()
    const { data } = await app.post('/login/', { code: `sbx-${name}-1` }, 'anon')
    mustBe(signIn, data)
    assert.deepInclude(data.user, {
      ...{ role: 'individual', is_staff: false, is_active: true, phone: null, email: null },
      ...{ orders_count: 0, completed_orders_count: 0, company_info: null },
      ...{ has_company_info: false, company_status: null, company_name: null },
    })
    assert.match(data.user.username, /^用户_/)
    assert.match(data.user.avatar_url, /^https?:\/\//)

    const again = await app.post('/login/', { code: `sbx-${name}-2` }, 'anon')
    assert.equal(again.data.user.id, data.user.id)
    app.access = data.access
    const me = await app.get('/user/profile/')
    mustBe(profile, me.data)
    assert.deepInclude(data.user, me.data)
    const stats = await app.get('/notifications/stats/')
    mustBe(notificationStats, stats.data)
    assert.deepEqual(stats.data, { unread_count: 0, pending_count: 0, total: 0 })
  })

  test('a dealer signs in with the badge and the figures of the account', async ({ assert }) => {
    const name = personName()
    const first = new MiniProgram()
    const { id } = await first.signIn(`sbx-${name}-1`)
    const dealer = await walker('dealer')
    const me = await dealer.app.get('/user/profile/')
    mustBe(profile, me.data)
    assert.deepInclude(me.data, {
      ...{ role: 'dealer', has_company_info: true, company_status: 'approved' },
      company_name: COMPANY,
    })
    await buy(first)
    await buyAndReceive(first)
    const again = await first.post('/login/', { code: `sbx-${name}-2` }, 'anon')
    mustBe(signIn, again.data)
    assert.deepInclude(again.data.user, { id, orders_count: 2, completed_orders_count: 1 })
    const { data } = await first.get('/user/statistics/')
    mustBe(
      object({
        ...{ orders_count: count, completed_orders_count: count, pending_orders_count: count },
        total_spent: moneyN,
      }),
      data
    )
    assert.deepInclude(data, { orders_count: 2, pending_orders_count: 1 })
    assert.equal(data.total_spent, 3599.1)
  })

  test('a code that is missing, blank or refused is 400', async ({ assert }) => {
    const app = new MiniProgram()
    for (const body of [{}, { code: '' }, { code: '   ' }, { code: null }, { code: 7 }, undefined])
      assert.equal(await refusedWith(app.post('/login/', body, 'anon')), 400)
    const refused = await refusalOf(app.post('/login/', { code: 'bad-1' }, 'anon'))
    assert.equal(refused.statusCode, 400)
    assert.equal(refused.data.errcode, 40029)
    assert.isString(refused.data.errmsg)
    const name = personName()
    await app.signIn(`sbx-${name}-1`)
    const used = await refusalOf(app.post('/login/', { code: `sbx-${name}-1` }, 'anon'))
    assert.equal(used.statusCode, 400)
  })
})

test.group('Screen: profile edit', (group) => {
  onStage(group)

  test('name, phone and e-mail are saved, sent as {$self}')
    .with(PATCH_FORMS)
    .run(async ({ assert }, patchForm) => {
      const { app } = await walker('individual', patchForm)
      const before = await app.get('/user/profile/')
      const username = personName()
      const changes = { username: ` ${username} `, phone: '13757100321', email: 'zhou@example.com' }
      const { data } = await app.patch('/user/profile/', { ...changes, avatar_url: undefined })
      mustBe(profile, data)
      assert.deepEqual(data, { ...before.data, ...changes, username })
      const cleared = await app.patch('/user/profile/', { phone: '', email: null })
      mustBe(profile, cleared.data)
      assert.equal(cleared.data.username, username, 'what was not sent stays')
      assert.equal(cleared.data.email, null)
    })

  test('the local path of a picture is dropped and the rest is saved: {$self}')
    .with(['wxfile://tmp_5d1f.jpg', 'http://tmp/5d1f.jpg', 'https://tmp/a.png', 'file:///a.jpg'])
    .run(async ({ assert }, path) => {
      const { app } = await walker()
      const { data: before } = await app.get('/user/profile/')
      const username = personName()
      const { data } = await app.patch('/user/profile/', { username, avatar_url: path })
      assert.deepEqual(data, { ...before, username })
    })

  test('a picture on the web is kept, an empty text takes it away', async ({ assert }) => {
    const { app } = await walker()
    const avatar = 'https://thirdwx.example.com/mmopen/132.png'
    const { data } = await app.patch('/user/profile/', { avatar_url: avatar })
    assert.equal(data.avatar_url, avatar)
    mustBe(profile, await dataOf(app.patch('/user/profile/', { avatar_url: '' })))
  })

  test('nobody makes himself a dealer or staff', async ({ assert }) => {
    const { app } = await walker()
    const { data: before } = await app.get('/user/profile/')
    const wish = { role: 'dealer', is_staff: true, id: 1, company_status: 'approved', color: 'red' }
    const { data } = await app.patch('/user/profile/', wish)
    assert.deepEqual(data, before)
  })

  test('refused with a sentence that names the problem: {title}')
    .with([
      { title: 'a blank name', change: { username: '  ' } },
      { title: 'a name of 151 characters', change: { username: '长'.repeat(151) } },
      { title: 'a name that is taken', change: { username: 'taken' }, says: '昵称' },
      { title: 'a phone of 21 characters', change: { phone: '1'.repeat(21) } },
      { title: 'half an e-mail', change: { email: 'zhou@' }, says: '邮箱' },
      { title: 'a picture without an address', change: { avatar_url: 'avatar' } },
      {
        title: 'a picture of 201 characters',
        change: { avatar_url: `https://e.cn/${'a'.repeat(190)}` },
      },
    ])
    .run(async ({ assert }, { change, says }) => {
      const { app } = await walker()
      const other = await walker()
      const taken = await fieldOf(other.app.get('/user/profile/'), 'username')
      const body =
        'username' in change && change.username === 'taken' ? { username: taken } : change
      const refused = await refusalOf(app.patch('/user/profile/', body))
      assert.equal(refused.statusCode, 400)
      assert.include(refused.message, says ?? '')
      assert.deepEqual(Object.keys(refused.data.errors), Object.keys(change))
    })
})
