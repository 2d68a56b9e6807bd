import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import {
  dataOf,
  fieldOf,
  refusalOf,
  refusalsOf,
  refusedWith,
  type PatchForm,
  type RequestFailed,
} from './client.js'
import { companyInfo, profile } from './objects/people.js'
import { onStage, walker } from './stage.js'
import { filledText, mustBe, object } from './shapes.js'

const PATCH_FORMS: PatchForm[] = ['PATCH', 'PUT', 'POST']
/** Words at which the screen throws the tokens away and leaves. */
const LEAVES = /403|权限|Forbidden/

/** What the form sends; the licence is nobody else's. */
const form = () => ({
  company_name: '杭州周记电器有限公司',
  business_license: randomUUID(),
  legal_representative: '周建国',
  contact_person: '周小梅',
  contact_phone: '13757100321',
  contact_email: 'zhou@example.com',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail_address: '藕花洲大街88号',
  business_scope: '家用电器批发、零售及安装',
})

const decide = (id: number, status: string, reason = '') =>
  execute(
    `update company_infos set status = :status, reject_reason = :reason,
       approved_at = case when :status = 'approved' then now() end where id = :id`,
    { id, status, reason }
  )

test.group('Screen: company certification', (group) => {
  onStage(group)

  const badRequest = (refused: RequestFailed) =>
    refused.statusCode === 400 && !LEAVES.test(refused.message)

  test('an empty form, a first application, taken back, corrected, sent as {$self}')
    .with(PATCH_FORMS)
    .run(async ({ assert }, patchForm) => {
      const { app } = await walker('individual', patchForm)
      assert.equal(await refusedWith(app.get('/company-info/')), 404)
      const sent = form()
      const applied = await app.post('/company-info/', sent)
      assert.equal(applied.status, 201)
      mustBe(companyInfo, applied.data)
      const { id } = applied.data
      assert.deepInclude(applied.data, {
        ...sent,
        ...{ status: 'pending', reject_reason: '', approved_at: null },
      })
      assert.deepEqual(await dataOf(app.get('/company-info/')), applied.data)
      const me = await app.get('/user/profile/')
      mustBe(profile, me.data)
      assert.deepInclude(me.data, {
        ...{ role: 'individual', has_company_info: true, company_status: 'pending' },
        company_name: null,
      })

      const { data: back } = await app.post(`/company-info/${id}/withdraw/`)
      mustBe(object({ message: filledText, company_info: companyInfo }), back)
      assert.deepInclude(back.company_info, { id, status: 'withdrawn' })
      const { data: changed } = await app.patch(`/company-info/${id}/`, {
        ...{ ...sent, detail_address: '藕花洲大街89号', contact_email: '' },
        ...{ status: 'approved', reject_reason: 'x', approved_at: '2026-01-01T00:00:00+08:00' },
      })
      mustBe(companyInfo, changed)
      assert.deepInclude(changed, {
        ...{ id, status: 'pending', reject_reason: '', approved_at: null },
        detail_address: '藕花洲大街89号',
      })
    })

  test('rejected with a reason, applied once more with POST', async ({ assert }) => {
    const { app } = await walker()
    const sent = form()
    const { data: first } = await app.post('/company-info/', sent)
    await decide(first.id, 'rejected', '营业执照照片不清楚')
    const { data: shown } = await app.get('/company-info/')
    mustBe(companyInfo, shown)
    assert.deepInclude(shown, { status: 'rejected', reject_reason: '营业执照照片不清楚' })
    const again = await app.post('/company-info/', { ...sent, company_name: '新的名称' })
    assert.equal(again.status, 200)
    mustBe(companyInfo, again.data)
    assert.deepInclude(again.data, {
      ...{ id: first.id, status: 'pending', reject_reason: '', company_name: '新的名称' },
    })
  })

  test('what the state does not allow is 400, and the shopper stays signed in: {status}')
    .with([
      { status: 'pending', refusedActions: ['apply', 'change'] },
      { status: 'approved', refusedActions: ['apply', 'change', 'withdraw'] },
      { status: 'withdrawn', refusedActions: ['withdraw'] },
      { status: 'rejected', refusedActions: ['withdraw'] },
    ])
    .run(async ({ assert }, { status, refusedActions }) => {
      const { app } = await walker()
      const { data } = await app.post('/company-info/', form())
      await decide(data.id, status)
      const actions: Record<string, () => Promise<unknown>> = {
        apply: () => app.post('/company-info/', form()),
        change: () => app.patch(`/company-info/${data.id}/`, form()),
        withdraw: () => app.post(`/company-info/${data.id}/withdraw/`),
      }
      for (const action of refusedActions)
        assert.isTrue(badRequest(await refusalOf(actions[action]())), action)
      assert.equal(await fieldOf(app.get('/company-info/'), 'status'), status)
    })

  test('only the five fields must be there, the others are blank', async ({ assert }) => {
    const { app } = await walker()
    const { data } = await app.post('/company-info/', {
      ...form(),
      ...{ contact_email: null, province: null, city: undefined, district: undefined },
      ...{ detail_address: undefined, business_scope: undefined },
    })
    mustBe(companyInfo, data)
    assert.deepInclude(data, { province: '', city: '', detail_address: '', business_scope: '' })
  })

  test('refused in words that do not sign the shopper out: {field}')
    .with([
      { field: 'company_name', long: 201, required: true },
      { field: 'business_license', long: 101, required: true },
      { field: 'legal_representative', long: 51, required: true },
      { field: 'contact_person', long: 51, required: true },
      { field: 'contact_phone', long: 21, required: true },
      { field: 'contact_email', long: 300, required: false },
      { field: 'province', long: 21, required: false },
      { field: 'detail_address', long: 201, required: false },
    ])
    .run(async ({ assert }, { field, long, required }) => {
      const { app } = await walker()
      const wrong = ['长'.repeat(long), 403, ...(required ? [undefined, null, '', '  '] : [])]
      for (const value of wrong) {
        const refused = await refusalOf(app.post('/company-info/', { ...form(), [field]: value }))
        assert.isTrue(badRequest(refused), refused.message)
        assert.deepEqual(Object.keys(refused.data.errors), [field])
      }
      assert.equal(await refusedWith(app.get('/company-info/')), 404)
    })

  test('a licence that another account has is refused without repeating its number', async ({
    assert,
  }) => {
    const taken = { ...form(), business_license: `91330403${randomUUID()}` }
    const other = await walker()
    await other.app.post('/company-info/', taken)
    const { app } = await walker()
    assert.isTrue(badRequest(await refusalOf(app.post('/company-info/', taken))))
    const { data } = await app.post('/company-info/', form())
    await decide(data.id, 'rejected')
    const body = { business_license: taken.business_license }
    assert.isTrue(badRequest(await refusalOf(app.patch(`/company-info/${data.id}/`, body))))
  })

  test('the application of another is unknown, and nobody approves his own', async ({ assert }) => {
    const owner = await walker()
    const { data } = await owner.app.post('/company-info/', form())
    const { app } = await walker()
    const foreign = await refusalsOf([
      app.patch(`/company-info/${data.id}/`, form()),
      app.post(`/company-info/${data.id}/withdraw/`),
      app.patch('/company-info/999999999/', form()),
    ])
    for (const { statusCode } of foreign) assert.equal(statusCode, 404)
    for (const action of ['approve', 'reject']) {
      const path = `/company-info/${data.id}/${action}/`
      const refused = await refusalOf(owner.app.post(path, { reason: 'x' }))
      assert.include([403, 404], refused.statusCode)
      assert.notMatch(refused.message, LEAVES)
    }
    assert.equal(await fieldOf(owner.app.get('/company-info/'), 'status'), 'pending')
  })
})
