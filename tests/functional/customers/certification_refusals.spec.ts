import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { applicant, application, auditOf, PATH, statusOf } from './certifications.js'
import { bodies } from '#tests/helpers/bodies'
import { signedInShopper } from '#tests/helpers/shoppers'

/** Words by which the mini-program signs people out. */
const FORBIDDEN_WORDS = /权限|403|Forbidden/

/** Every refusal of these tests goes through here, so that none has such a word. */
function assertRefused(response: ApiResponse, status: number, message?: string) {
  response.assertStatus(status)
  if (message) response.assertBodyContains({ message })
  const said = [response.body().message, response.body().detail, JSON.stringify(response.body())]
  for (const text of said)
    if (FORBIDDEN_WORDS.test(text)) throw new Error(`The mini-program would sign out at: ${text}`)
}

test.group('Refusals of the company certification', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('an application that is {status} can be neither sent again nor changed')
    .with([
      { status: 'pending' as const, message: '企业认证正在审核中，如需修改请先撤回' },
      { status: 'approved' as const, message: '企业认证已通过，不能再修改；如需变更请联系客服' },
    ])
    .run(async ({ client, assert }, { status, message }) => {
      const { headers, company, own } = await applicant(status)
      const body = application()
      assertRefused(await client.post(PATH).headers(headers).json(body), 400, message)
      assertRefused(await client.patch(own).headers(headers).json(body), 400, message)
      assertRefused(await client.put(own).headers(headers).json({}), 400, message)
      const stored = await db.from('company_infos').where('id', company.id).firstOrFail()
      assert.equal(stored.status, status)
      assert.equal(stored.business_license, company.business_license)
      assert.deepEqual(await auditOf('company_info', company.id), [])
    })

  test('only what is under review can be taken back, not what is {status}')
    .with([
      { status: 'approved' as const, message: '企业认证已通过，不能撤回' },
      { status: 'rejected' as const, message: '企业认证未通过审核，修改后重新提交即可' },
      { status: 'withdrawn' as const, message: '企业认证已经撤回' },
    ])
    .run(async ({ client, assert }, { status, message }) => {
      const { headers, company, own } = await applicant(status)
      assertRefused(await client.post(`${own}withdraw/`).headers(headers), 400, message)
      assert.equal(await statusOf(company.id), status)
    })

  test('a licence belongs to one account', async ({ client, assert }) => {
    const { company: other } = await applicant('rejected')
    const taken = other.business_license
    const message = '该营业执照号已被其他账号使用，请核对或联系客服'
    const stranger = await signedInShopper()
    const body = application({ business_license: ` ${taken} ` })
    const first = await client.post(PATH).headers(stranger.headers).json(body)
    assertRefused(first, 400, message)
    assert.deepEqual(first.body().errors, { business_license: [message] })
    assert.lengthOf(await db.from('company_infos').where('user_id', stranger.user.id), 0)

    const { headers, company, own } = await applicant('withdrawn')
    const change = await client.patch(own).headers(headers).json({ business_license: taken })
    assertRefused(change, 400, message)
    assertRefused(await client.post(PATH).headers(headers).json(body), 400, message)
    assert.equal(await statusOf(company.id), 'withdrawn')
  })

  test('what belongs to somebody else does not exist', async ({ client, assert }) => {
    const { company, own } = await applicant('rejected')
    const message = '企业认证信息不存在'
    for (const role of ['individual', 'dealer', 'support'] as const) {
      const { headers } = await signedInShopper({ role })
      assertRefused(await client.patch(own).headers(headers).json({}), 404, message)
      assertRefused(await client.post(`${own}withdraw/`).headers(headers), 404, message)
      assertRefused(await client.get(PATH).headers(headers), 404, '您还没有提交企业认证')
    }
    assert.equal(await statusOf(company.id), 'rejected')
  })

  test('an id that is none is unknown: {$self}')
    .with(['abc', '0', '-1', '1.5', '999999999999999', '99999999999999999999', '1%27'])
    .run(async ({ client }, id) => {
      const { headers } = await applicant('rejected')
      assertRefused(await client.patch(`${PATH}${id}/`).headers(headers).json({}), 404)
      assertRefused(await client.post(`${PATH}${id}/withdraw/`).headers(headers), 404)
    })

  test('staff are refused in plain words: {role}')
    .with([{ role: 'admin' as const }, { role: 'support' as const }])
    .run(async ({ client, assert }, { role }) => {
      const { user, headers } = await signedInShopper({ role })
      const message = '员工账号不办理企业认证，请用顾客账号提交'
      assertRefused(await client.post(PATH).headers(headers).json(application()), 400, message)
      assert.lengthOf(await db.from('company_infos').where('user_id', user.id), 0)

      const formerCustomer = await applicant('rejected', { role })
      const change = await client.patch(formerCustomer.own).headers(formerCustomer.headers).json({})
      assertRefused(change, 400, message)
    })

  test('what is malformed is refused and nothing is stored: {text}')
    .with(
      bodies([
        {},
        { company_name: undefined },
        { company_name: '  ' },
        { company_name: 'x'.repeat(201) },
        { business_license: null },
        { business_license: 12345 },
        { business_license: 'x'.repeat(101) },
        { legal_representative: 'x'.repeat(51) },
        { contact_person: ['李四'] },
        { contact_phone: 13800000001 },
        { contact_phone: '1'.repeat(21) },
        { contact_email: 'nobody' },
        { contact_email: `${'x'.repeat(250)}@example.com` },
        { province: 'x'.repeat(21) },
        { district: { name: '临平区' } },
        { detail_address: 'x'.repeat(201) },
        { business_scope: 7 },
        { business_scope: 'a\0b' },
        { company_name: '\udc00' },
      ])
    )
    .run(async ({ client, assert }, { body: change }) => {
      const { user, headers } = await signedInShopper()
      const body = Object.keys(change).length === 0 ? {} : { ...application(), ...change }
      assertRefused(await client.post(PATH).headers(headers).json(body), 400)
      assert.lengthOf(await db.from('company_infos').where('user_id', user.id), 0)

      const rejected = await applicant('rejected')
      if (Object.values(change).some((value) => value !== undefined && value !== null)) {
        const changed = await client.patch(rejected.own).headers(rejected.headers).json(change)
        assertRefused(changed, 400)
        assert.equal(await statusOf(rejected.company.id), 'rejected')
      }
    })

  test('the first problem is the sentence that is shown', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client
      .post(PATH)
      .headers(headers)
      .json(application({ business_license: ' ', contact_phone: null }))
    assertRefused(response, 400, '请填写营业执照号')
    assert.deepEqual(response.body().errors, {
      business_license: ['请填写营业执照号'],
      contact_phone: ['请填写联系电话'],
    })
  })

  test('without a token 401, other methods 405, a body that is no object 400', async ({
    client,
  }) => {
    const { headers, own } = await applicant('rejected')
    for (const response of [
      await client.get(PATH),
      await client.post(PATH).json({}),
      await client.patch(own).json({}),
      await client.post(`${own}withdraw/`),
    ])
      assertRefused(response, 401)
    assertRefused(await client.delete(own).headers(headers), 405)
    assertRefused(await client.get(own).headers(headers), 405)
    assertRefused(await client.post(own).headers(headers).json({}), 405)
    assertRefused(await client.delete(PATH).headers(headers), 405)
    const list = await client
      .post(PATH)
      .headers({ ...headers, 'content-type': 'application/json' })
      .setup((request) => {
        request.request.send('[1]')
      })
    assertRefused(list, 400)
  })

  test('a key that stood for another application is refused', async ({ client }) => {
    const { headers } = await signedInShopper()
    const send = () =>
      client
        .post(PATH)
        .headers({ ...headers, 'idempotency-key': 'apply-2' })
        .json(application())
    const first = await send()
    first.assertStatus(201)
    assertRefused(await send(), 409)
  })
})
