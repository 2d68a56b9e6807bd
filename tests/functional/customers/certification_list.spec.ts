import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { applicant, PATH } from './certifications.js'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

async function listAs(client: ApiClient, query: Record<string, string> = {}) {
  const { headers } = await signedInShopper({ role: 'admin' })
  const response = await client.get(PATH).qs(query).headers(headers)
  response.assertStatus(200)
  return response.body()
}

const idsOf = (page: { results: { id: number }[] }) => page.results.map(({ id }) => id)

test.group('Certifications as administrators see them', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a page: those under review first, then the newest, with their accounts', async ({
    client,
    assert,
  }) => {
    const old = await applicant('pending')
    const decided = await applicant('approved')
    const recent = await applicant('pending')
    const day = (n: number) => new Date(Date.UTC(2026, 0, n))
    for (const [n, { company }] of [old, decided, recent].entries())
      await db
        .from('company_infos')
        .where('id', company.id)
        .update({ created_at: day(n + 1) })

    const page = await listAs(client)
    assert.deepEqual(idsOf(page), [recent.company.id, old.company.id, decided.company.id])
    assert.containSubset(page, { total: 3, page: 1, total_pages: 1, has_next: false, next: null })
    assert.containSubset(page.results[2], {
      status: 'approved',
      user: decided.user.id,
      user_name: decided.user.username,
      business_license: decided.company.business_license,
    })
  })

  test('status filters; what is no status finds nothing', async ({ client, assert }) => {
    await applicant('pending')
    const rejected = await applicant('rejected')
    assert.deepEqual(idsOf(await listAs(client, { status: 'rejected' })), [rejected.company.id])
    assert.deepEqual(idsOf(await listAs(client, { status: 'lost' })), [])
  })

  test('search finds parts of the company, the licence and the account: {by}')
    .with([{ by: 'company' }, { by: 'licence' }, { by: 'account' }] as const)
    .run(async ({ client, assert }, { by }) => {
      await applicant()
      const wanted = await applicant()
      await db
        .from('company_infos')
        .where('id', wanted.company.id)
        .update({ company_name: '北城100%家电行' })
      const search = {
        company: '100%家',
        licence: wanted.company.business_license.slice(2).toUpperCase(),
        account: wanted.user.username.slice(3),
      }[by]
      assert.deepEqual(idsOf(await listAs(client, { search })), [wanted.company.id])
    })

  test('pages, and a page beyond the end is empty', async ({ client, assert }) => {
    for (let i = 0; i < 3; i++) await applicant()
    const second = await listAs(client, { page: '2', page_size: '2' })
    assert.lengthOf(second.results, 1)
    assert.containSubset(second, { total: 3, page: 2, total_pages: 2, has_next: false })
    const beyond = await listAs(client, { page: '9', page_size: '2' })
    assert.containSubset(beyond, { results: [], total: 3, has_next: false })
  })

  test('costs one statement beside the token, whatever the size', async ({ client, assert }) => {
    for (let i = 0; i < 5; i++) await applicant()
    const { headers } = await signedInShopper({ role: 'admin' })
    const statements = await sqlStatements(async () => {
      const response = await client.get(PATH).headers(headers)
      response.assertStatus(200)
    })
    assert.lengthOf(statements, 2)
  })

  test('support sees none of it', async ({ client }) => {
    await applicant()
    const { headers } = await signedInShopper({ role: 'support' })
    const response = await client.get(PATH).headers(headers)
    response.assertStatus(404)
  })
})
