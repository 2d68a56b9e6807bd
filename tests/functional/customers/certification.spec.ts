import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { applicant, application, auditOf, PATH, statusOf } from './certifications.js'
import { signedInShopper } from '#tests/helpers/shoppers'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/

test.group('Company certification', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('who never applied is told so by a 404 with a JSON object', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client.get(PATH).headers(headers)
    response.assertStatus(404)
    assert.equal(response.body().message, '您还没有提交企业认证')
  })

  test('the first application is 201 and pending, and is what one reads afterwards', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const body = application()
    const response = await client.post(PATH).headers(headers).json(body)
    response.assertStatus(201)
    const { id, created_at: created, updated_at: updated, ...rest } = response.body()
    assert.deepEqual(rest, { ...body, reject_reason: '', status: 'pending', approved_at: null })
    assert.match(created, INSTANT)
    assert.match(updated, INSTANT)

    const read = await client.get(PATH).headers(headers)
    read.assertStatus(200)
    assert.deepEqual(read.body(), response.body())
    assert.deepEqual(await auditOf('company_info', id), [
      {
        event: 'certification_submitted',
        actor_id: user.id,
        before: null,
        after: {
          status: 'pending',
          company_name: body.company_name,
          business_license: body.business_license,
        },
        reason: '',
      },
    ])
  })

  test('only five fields are required, the rest is empty', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    const response = await client.post(PATH).headers(headers).json({
      company_name: ' 演示电器有限公司 ',
      business_license: 'DEMO-1',
      legal_representative: '张三',
      contact_person: '李四',
      contact_phone: '13800000001',
      contact_email: '',
      city: null,
    })
    response.assertStatus(201)
    assert.containSubset(response.body(), {
      company_name: '演示电器有限公司',
      contact_email: null,
      province: '',
      city: '',
      district: '',
      detail_address: '',
      business_scope: '',
    })
  })

  test('status, reason and times in the body are ignored', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    const response = await client
      .post(PATH)
      .headers(headers)
      .json({
        ...application(),
        id: 1,
        user_id: 1,
        status: 'approved',
        reject_reason: 'x',
        approved_at: '2026-01-01T00:00:00+08:00',
        reviewed_by_id: user.id,
      })
    response.assertStatus(201)
    assert.containSubset(response.body(), {
      status: 'pending',
      reject_reason: '',
      approved_at: null,
    })
    const stored = await db.from('company_infos').where('user_id', user.id).firstOrFail()
    assert.isNull(stored.reviewed_by_id)
    await user.refresh()
    assert.equal(user.role, 'individual')
  })

  test('one applies again after {status}: 200, pending, the old decision is gone')
    .with([{ status: 'rejected' as const }, { status: 'withdrawn' as const }])
    .run(async ({ client, assert }, { status }) => {
      const { headers, company } = await applicant(status)
      const body = application({ company_name: '演示北城家电公司', business_scope: undefined })
      await db.from('company_infos').where('id', company.id).update({ business_scope: '家电' })
      const response = await client.post(PATH).headers(headers).json(body)
      response.assertStatus(200)
      assert.containSubset(response.body(), {
        id: company.id,
        company_name: '演示北城家电公司',
        business_license: body.business_license,
        business_scope: '家电',
        status: 'pending',
        reject_reason: '',
        approved_at: null,
      })
      assert.equal(await statusOf(company.id), 'pending')
    })

  test('{name} corrects a {status} application, keeps the rest and answers pending already')
    .with(
      (['rejected', 'withdrawn'] as const).flatMap((status) => [
        { name: 'PATCH', method: 'patch' as const, override: '', status },
        { name: 'PUT', method: 'put' as const, override: '', status },
        { name: 'POST with the override', method: 'post' as const, override: 'PATCH', status },
      ])
    )
    .run(async ({ client, assert }, { method, override, status }) => {
      const { headers, company, own } = await applicant(status)
      const response = await client[method](own)
        .headers({ ...headers, 'x-http-method-override': override })
        .json({
          contact_phone: ' 13800000002 ',
          contact_email: null,
          company_name: null,
          status: 'approved',
        })
      response.assertStatus(200)
      assert.containSubset(response.body(), {
        id: company.id,
        company_name: '演示电器有限公司',
        business_license: company.business_license,
        contact_phone: '13800000002',
        contact_email: null,
        status: 'pending',
        reject_reason: '',
        approved_at: null,
      })
      const [line] = await auditOf('company_info', company.id)
      assert.containSubset(line, {
        event: 'certification_resubmitted',
        before: { status },
        after: { status: 'pending' },
      })
    })

  test('an empty correction submits the same application again', async ({ client, assert }) => {
    const { headers, company, own } = await applicant('rejected')
    const response = await client.patch(own).headers(headers)
    response.assertStatus(200)
    assert.containSubset(response.body(), {
      business_license: company.business_license,
      contact_email: 'demo@example.com',
      status: 'pending',
    })
  })

  test('an application under review can be taken back', async ({ client, assert }) => {
    const { user, headers, company, own } = await applicant()
    const response = await client.post(`${own}withdraw/`).headers(headers)
    response.assertStatus(200)
    assert.sameMembers(Object.keys(response.body()), ['message', 'company_info'])
    assert.containSubset(response.body(), {
      message: '企业认证已撤回',
      company_info: { id: company.id, status: 'withdrawn', reject_reason: '', approved_at: null },
    })
    const lines = await auditOf('company_info', company.id)
    assert.deepEqual(
      lines.map(({ event, actor_id: by }) => [event, by]),
      [['certification_withdrawn', user.id]]
    )
  })

  test('the same key creates one application and answers twice the same', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const body = application()
    const send = () =>
      client
        .post(PATH)
        .headers({ ...headers, 'idempotency-key': 'apply-1' })
        .json(body)
    const first = await send()
    const second = await send()
    first.assertStatus(201)
    second.assertStatus(201)
    assert.deepEqual(second.body(), first.body())
    assert.lengthOf(await db.from('company_infos').where('user_id', user.id), 1)
  })

  test('the audit log holds no names, phones, e-mails or addresses of people', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const created = await client.post(PATH).headers(headers).json(application())
    const own = `${PATH}${created.body().id}/`
    await client.post(`${own}withdraw/`).headers(headers)
    await client.patch(own).headers(headers).json({ contact_person: '王五' })
    const lines = JSON.stringify(await auditOf('company_info', created.body().id))
    assert.include(lines, 'certification_resubmitted')
    for (const secret of ['张三', '李四', '王五', '13800000001', 'demo@example.com', '星河路'])
      assert.notInclude(lines, secret)
  })
})
