import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import {
  accountsOf,
  applicant,
  application,
  auditOf,
  noticesOf,
  PATH,
  statusOf,
} from './certifications.js'
import { approveCertification } from '#credit/actions/approve_certification'
import { changeCertification } from '#customers/actions/change_certification'
import { rejectCertification } from '#customers/actions/reject_certification'
import { submitCertification } from '#customers/actions/submit_certification'
import { DomainError } from '#shared/domain_error'
import type { Viewer } from '#shared/viewer'
import { makeStaff } from '#tests/helpers/staff'
import { signedInShopper } from '#tests/helpers/shoppers'

async function administrator() {
  const { id } = await makeStaff()
  return { id, role: 'admin' }
}

function viewer({ id, username }: { id: number; username: string }): Viewer {
  return { id, username, role: 'individual', seesOwnCatalogue: false }
}

/** What became of a call: done, or the code of its refusal. Anything else fails the test. */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'done'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** How many of these calls were not refused. */
async function succeeded(calls: Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.all(calls.map(outcomeOf))
  return outcomes.filter((outcome) => outcome === 'done').length
}

test.group('Company certification under concurrency', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test('of several first applications at once one is created, the others are refused', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const by = viewer(user)
    const [answer, ...outcomes] = await Promise.all([
      client.post(PATH).headers(headers).json(application()),
      ...Array.from({ length: 4 }, () => outcomeOf(submitCertification(application(), by))),
    ])
    const sent = answer.status() === 201 ? 'done' : 'BUSINESS_ERROR'
    assert.sameMembers(
      [sent, ...outcomes],
      ['done', ...Array.from({ length: 4 }, () => 'BUSINESS_ERROR')]
    )
    assert.lengthOf(await db.from('company_infos').where('user_id', user.id), 1)
    assert.lengthOf(await db.from('audit_logs').where('event', 'certification_submitted'), 1)
  })

  test('of several accounts with one licence at once one gets it', async ({ client, assert }) => {
    const body = application()
    const people = await Promise.all(Array.from({ length: 4 }, () => signedInShopper()))
    const answers = await Promise.all(
      people.map(({ headers }) => client.post(PATH).headers(headers).json(body))
    )
    assert.deepEqual(
      answers.map((answer) => answer.status()).toSorted((a, b) => a - b),
      [201, 400, 400, 400]
    )
    for (const answer of answers)
      if (answer.status() === 400) assert.property(answer.body().errors, 'business_license')
  })

  test('approved by two people at once it is approved once', async ({ assert }) => {
    const { user, company } = await applicant()
    const people = await Promise.all(Array.from({ length: 4 }, () => administrator()))
    assert.equal(await succeeded(people.map((by) => approveCertification(company.id, by))), 1)
    assert.lengthOf(await accountsOf(user.id), 1)
    assert.lengthOf(await noticesOf(user.id), 1)
    assert.lengthOf(await auditOf('company_info', company.id), 1)
  })

  test('approving against withdrawing ends in one of the two, whole: round {$self}')
    .with([1, 2, 3, 4, 5])
    .run(async ({ client, assert }) => {
      const by = await administrator()
      const { user, headers, company, own } = await applicant()
      const [approval, withdrawal] = await Promise.allSettled([
        approveCertification(company.id, by),
        client.post(`${own}withdraw/`).headers(headers),
      ])
      const withdrawn = withdrawal.status === 'fulfilled' && withdrawal.value.status() === 200
      const approved = approval.status === 'fulfilled'
      assert.notEqual(withdrawn, approved)
      await user.refresh()
      assert.equal(await statusOf(company.id), approved ? 'approved' : 'withdrawn')
      assert.equal(user.role, approved ? 'dealer' : 'individual')
      assert.lengthOf(await accountsOf(user.id), approved ? 1 : 0)
      assert.lengthOf(await noticesOf(user.id), approved ? 1 : 0)
    })

  test('approving against rejecting ends in one of the two', async ({ assert }) => {
    const by = await administrator()
    const { user, company } = await applicant()
    const calls = [
      approveCertification(company.id, by),
      rejectCertification(company.id, '营业执照不清晰', by),
    ]
    assert.equal(await succeeded(calls), 1)
    assert.lengthOf(await noticesOf(user.id), 1)
  })

  test('a correction against a second application: one waits and is refused', async ({
    assert,
  }) => {
    const { user, company } = await applicant('rejected')
    const by = viewer(user)
    const outcomes = await Promise.all([
      outcomeOf(changeCertification(company.id, { contact_person: '王五' }, by)),
      outcomeOf(submitCertification(application(), by)),
    ])
    assert.sameMembers(outcomes, ['done', 'BUSINESS_ERROR'])
    assert.lengthOf(await auditOf('company_info', company.id), 1)
  })
})
