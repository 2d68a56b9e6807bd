import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { accountsOf, applicant, auditOf, noticesOf, PATH, statusOf } from './certifications.js'
import { approveCertification } from '#credit/actions/approve_certification'
import { openCreditAccount } from '#credit/actions/open_credit_account'
import { rejectCertification } from '#customers/actions/reject_certification'
import { withdrawCertification } from '#customers/actions/withdraw_certification'
import type { Actor } from '#shared/actor'
import type { CompanyStatus } from '#shared/labels'
import { makeStaff } from '#tests/helpers/staff'
import { signedInShopper } from '#tests/helpers/shoppers'

const NEW_ACCOUNT = {
  credit_limit: '0.00',
  payment_term_days: 30,
  outstanding_debt: '0.00',
  is_active: true,
}

async function administrator(): Promise<Actor & { id: number }> {
  const { id } = await makeStaff()
  return { id, role: 'admin', ip: '127.0.0.1', requestId: 'review' }
}

test.group('Approving a certification', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('makes a dealer with a credit account without credit, and says so', async ({ assert }) => {
    const by = await administrator()
    const { user, company } = await applicant()
    const approved = await approveCertification(company.id, by)
    assert.containSubset(approved, { id: company.id, status: 'approved', reject_reason: '' })
    assert.match(approved.approved_at ?? '', /\+08:00$/)

    const stored = await db.from('company_infos').where('id', company.id).firstOrFail()
    assert.equal(stored.reviewed_by_id, by.id)
    assert.deepEqual(stored.reviewed_at, stored.approved_at)
    await user.refresh()
    assert.equal(user.role, 'dealer')
    assert.deepEqual(await accountsOf(user.id), [NEW_ACCOUNT])

    const [notice, ...others] = await noticesOf(user.id)
    assert.isEmpty(others)
    assert.containSubset(notice, {
      type: 'system',
      title: '企业认证已通过',
      content: '您提交的“演示电器有限公司”已通过企业认证，现在可以按经销商价格采购。',
      metadata: { status: 'approved' },
    })
    assert.notProperty(notice.metadata, 'order_id')
  })

  test('is audited: the decision, the role, the account', async ({ assert }) => {
    const by = await administrator()
    const { user, company } = await applicant()
    await approveCertification(company.id, by)
    const [decision] = await auditOf('company_info', company.id)
    assert.containSubset(decision, {
      event: 'certification_approved',
      actor_id: by.id,
      before: { status: 'pending' },
      after: { status: 'approved', business_license: company.business_license },
    })
    const [role] = await auditOf('user', user.id)
    assert.containSubset(role, {
      event: 'role_changed',
      actor_id: by.id,
      before: { role: 'individual' },
      after: { role: 'dealer' },
    })
    const account = await db.from('credit_accounts').where('user_id', user.id).firstOrFail()
    const [opened] = await auditOf('credit_account', account.id)
    assert.containSubset(opened, {
      event: 'credit_account_opened',
      after: { credit_limit: '0.00', payment_term_days: 30 },
    })
  })

  test('the open session sees the new role with its next request', async ({ client, assert }) => {
    const { user, headers, refresh, company } = await applicant()
    await approveCertification(company.id, await administrator())
    const profile = await client.get('/api/user/profile/').headers(headers)
    profile.assertStatus(200)
    assert.containSubset(profile.body(), {
      role: 'dealer',
      has_company_info: true,
      company_status: 'approved',
      company_name: '演示电器有限公司',
    })
    const refreshed = await client.post('/api/token/refresh/').json({ refresh })
    refreshed.assertStatus(200)
    await user.refresh()
    assert.equal(user.tokenVersion, 0)
  })

  test('keeps the credit account that a dealer already has', async ({ assert }) => {
    const { user, company } = await applicant('pending', { role: 'dealer' })
    await db.table('credit_accounts').insert({ user_id: user.id, credit_limit: '80000.00' })
    await approveCertification(company.id, await administrator())
    assert.deepEqual(await accountsOf(user.id), [{ ...NEW_ACCOUNT, credit_limit: '80000.00' }])
    assert.isEmpty(await auditOf('user', user.id))
  })

  test('leaves the role of staff alone and opens no account for them: {role}')
    .with([{ role: 'admin' as const }, { role: 'support' as const }])
    .run(async ({ assert }, { role }) => {
      const { user, company } = await applicant('pending', { role })
      await approveCertification(company.id, await administrator())
      await user.refresh()
      assert.equal(user.role, role)
      assert.isEmpty(await accountsOf(user.id))
      assert.equal(await statusOf(company.id), 'approved')
    })

  test('a credit account is for dealers only', async ({ assert }) => {
    const { user } = await signedInShopper()
    const by = await administrator()
    await assert.rejects(
      () => db.transaction((trx) => openCreditAccount(user.id, by, trx)),
      '只有经销商可以开通信用账户'
    )
    assert.isEmpty(await accountsOf(user.id))
  })
})

test.group('Rejecting a certification', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('keeps the reason for the form and tells the customer', async ({ client, assert }) => {
    const by = await administrator()
    const { user, headers, company } = await applicant()
    await rejectCertification(company.id, ' 营业执照不清晰 ', by)
    const read = await client.get(PATH).headers(headers)
    assert.containSubset(read.body(), {
      status: 'rejected',
      reject_reason: '营业执照不清晰',
      approved_at: null,
    })
    const [notice] = await noticesOf(user.id)
    assert.containSubset(notice, {
      type: 'system',
      title: '企业认证未通过',
      content: '您提交的“演示电器有限公司”企业认证未通过审核：营业执照不清晰。请修改后重新提交。',
      metadata: { status: 'rejected' },
    })
    const [line] = await auditOf('company_info', company.id)
    assert.containSubset(line, {
      event: 'certification_rejected',
      actor_id: by.id,
      reason: '营业执照不清晰',
    })
    await user.refresh()
    assert.equal(user.role, 'individual')
    assert.isEmpty(await accountsOf(user.id))
  })

  test('each rejection of a corrected application is told', async ({ client, assert }) => {
    const by = await administrator()
    const { user, headers, company, own } = await applicant()
    await rejectCertification(company.id, '营业执照不清晰', by)
    /** Inside the one transaction of this test the clock stands still. */
    await db.rawQuery(`update notifications set dedupe_key = 'earlier' where user_id = ?`, [
      user.id,
    ])
    const changed = await client.patch(own).headers(headers).json({ contact_person: '王五' })
    changed.assertStatus(200)
    await rejectCertification(company.id, '公司名称与执照不符', by)
    assert.lengthOf(await noticesOf(user.id), 2)
  })

  test('asks for a reason of 1 to 500 characters: {length}')
    .with([{ length: 0 }, { length: 501 }])
    .run(async ({ assert }, { length }) => {
      const { company } = await applicant()
      const by = await administrator()
      await assert.rejects(
        () => rejectCertification(company.id, '长'.repeat(length), by),
        length === 0 ? '请填写拒绝原因' : '拒绝原因不能超过 500 个字符'
      )
      assert.equal(await statusOf(company.id), 'pending')
    })
})

test.group('Only what is under review is decided', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('{status} is neither approved nor rejected')
    .with((['approved', 'rejected', 'withdrawn'] as const).map((status) => ({ status })))
    .run(async ({ assert }, { status }: { status: CompanyStatus }) => {
      const by = await administrator()
      const { user, company } = await applicant(status)
      const message = '该申请已不是待审核状态，请刷新后查看'
      await assert.rejects(() => approveCertification(company.id, by), message)
      await assert.rejects(() => rejectCertification(company.id, '原因', by), message)
      assert.equal(await statusOf(company.id), status)
      assert.isEmpty(await noticesOf(user.id))
      assert.isEmpty(await auditOf('company_info', company.id))
      assert.isEmpty(await accountsOf(user.id))
    })

  test('an unknown certification is not found', async ({ assert }) => {
    const by = await administrator()
    await assert.rejects(() => approveCertification(999_999_999, by), '企业认证信息不存在')
    await assert.rejects(() => rejectCertification(999_999_999, '原因', by), '企业认证信息不存在')
  })

  test('an administrator withdraws for a customer, in the app and by the action', async ({
    client,
    assert,
  }) => {
    const admin = await signedInShopper({ role: 'admin' })
    const first = await applicant()
    const response = await client.post(`${first.own}withdraw/`).headers(admin.headers)
    response.assertStatus(200)
    assert.equal(await statusOf(first.company.id), 'withdrawn')
    const [line] = await auditOf('company_info', first.company.id)
    assert.equal(line.actor_id, admin.user.id)

    const second = await applicant()
    const by = await administrator()
    await withdrawCertification({ id: second.company.id, ownerId: null }, by)
    assert.equal(await statusOf(second.company.id), 'withdrawn')
  })
})
