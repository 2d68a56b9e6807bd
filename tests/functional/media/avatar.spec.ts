import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { copyKey, WIDTHS } from '#media/keys'
import { ownUploads } from '#media/queries/own_uploads'
import { row, rows } from '#shared/rows'
import { signedInShopper } from '#tests/helpers/shoppers'
import { filesOf, keyOf, stored } from './support/files.js'
import { picture } from './support/pictures.js'

type Shopper = Awaited<ReturnType<typeof signedInShopper>>

async function upload(client: ApiClient, { headers }: Shopper): Promise<string> {
  const response = await client
    .post('/api/catalog/media-images/')
    .headers(headers)
    .file('file', await picture(), { filename: 'a.jpg' })
  return response.body().url
}

const save = (client: ApiClient, { headers }: Shopper, fields: Record<string, unknown>) =>
  client.patch('/api/user/profile/').headers(headers).json(fields)

test.group('An upload as profile picture', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('becomes public as a copy of its own, and the upload stays private', async ({
    client,
    assert,
  }) => {
    const shopper = await signedInShopper()
    const url = await upload(client, shopper)
    const response = await save(client, shopper, { username: '临平老周', avatar_url: url })
    response.assertStatus(200)
    const { avatar_url: avatar } = response.body()
    assert.match(avatar, /^http:\/\/[^/]+\/media\/images\/[\w/]+\.jpg$/)
    const [original, key] = [keyOf(url), keyOf(avatar)]
    assert.notEqual(key, original)
    assert.deepEqual(await stored('public', key), await stored('private', original))
    assert.includeMembers(
      await filesOf('public'),
      WIDTHS.map((width) => copyKey(key, width))
    )
    assert.notInclude(await filesOf('public'), original)
    const image = await row<{ id: number; purpose: string }>(
      'select id, purpose from media_images where file = ?',
      [key]
    )
    assert.equal(image?.purpose, 'avatar')
    assert.deepEqual(
      await rows('select entity, entity_id, field from media_references where media_id = ?', [
        image?.id,
      ]),
      [{ entity: 'users', entity_id: shopper.user.id, field: 'avatar_url' }]
    )
  })

  test('the signature may have ended in the meantime', async ({ client }) => {
    const shopper = await signedInShopper()
    const url = new URL(await upload(client, shopper))
    url.search = '?expires=1&signature=x'
    const response = await save(client, shopper, { avatar_url: url.href })
    response.assertStatus(200)
  })

  test('somebody else’s upload is refused, and nothing of the form is saved', async ({
    client,
    assert,
  }) => {
    const [owner, other] = [await signedInShopper(), await signedInShopper()]
    const url = await upload(client, owner)
    const before = await filesOf('public')
    for (const address of [url, url.replace(/[0-9a-f]{32}/, 'f'.repeat(32))]) {
      const response = await save(client, other, { username: '新名字', avatar_url: address })
      response.assertStatus(400)
      assert.equal(response.body().error_code, 'VALIDATION_ERROR')
      assert.property(response.body().errors, 'avatar_url')
    }
    assert.deepEqual(await filesOf('public'), before)
    const user = await row<{ username: string }>('select username from users where id = ?', [
      other.user.id,
    ])
    assert.equal(user?.username, other.user.username)
  })
})

test.group('Uploads named as evidence', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('become storage keys in the order given, each once', async ({ client, assert }) => {
    const shopper = await signedInShopper()
    const first = await upload(client, shopper)
    const second = await upload(client, shopper)
    assert.deepEqual(await ownUploads([second, first, second], shopper.user.id), [
      keyOf(second),
      keyOf(first),
    ])
    assert.deepEqual(await ownUploads([], shopper.user.id), [])
  })

  test('{what} is refused')
    .with([
      {
        what: 'a picture of the shop',
        address: async (client: ApiClient) => publicPicture(client),
      },
      { what: 'a foreign site', address: async () => 'https://evil.example/x.jpg' },
      { what: 'an empty text', address: async () => '' },
      {
        what: 'somebody else’s upload',
        address: async (client: ApiClient) => upload(client, await signedInShopper()),
      },
    ])
    .run(async ({ client, assert }, { address }) => {
      const shopper = await signedInShopper()
      const own = await upload(client, shopper)
      const other = await address(client)
      await assert.rejects(() => ownUploads([own, other], shopper.user.id), /图片不存在/)
    })
})

async function publicPicture(client: ApiClient): Promise<string> {
  return upload(client, await signedInShopper({ role: 'admin' }))
}
