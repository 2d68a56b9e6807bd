import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { AddressFactory } from '#database/factories/address_factory'
import { ADDRESS, defaultsOf, shopperWith } from '#tests/helpers/address_books'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/addresses/'

test.group('Address book under concurrency', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test('parallel defaults all succeed and leave exactly one', async ({ client, assert }) => {
    const { user, headers, addresses } = await shopperWith(6)
    const answers = await Promise.all([
      ...addresses.map(({ id }) => client.post(`${PATH}${id}/set_default/`).headers(headers)),
      ...addresses.map(({ id }) =>
        client.patch(`${PATH}${id}/`).headers(headers).json({ is_default: true })
      ),
      client
        .post(PATH)
        .headers(headers)
        .json({ ...ADDRESS, is_default: true }),
    ])
    for (const answer of answers) assert.oneOf(answer.status(), [200, 201])
    assert.lengthOf(await defaultsOf(user.id), 1)
  })

  test('parallel first addresses leave exactly one default', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.post(PATH).headers(headers).json(ADDRESS))
    )
    for (const answer of answers) answer.assertStatus(201)
    assert.lengthOf(await defaultsOf(user.id), 1)
  })

  test('parallel additions never exceed fifty', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    await AddressFactory.merge({ userId: user.id }).createMany(48)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.post(PATH).headers(headers).json(ADDRESS))
    )
    assert.lengthOf(
      answers.filter((answer) => answer.status() === 201),
      2
    )
    assert.lengthOf(await db.from('addresses').where('user_id', user.id), 50)
  })
})
