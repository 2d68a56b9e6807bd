import { test } from '@japa/runner'
import { readSettings } from '#shared/settings/settings'
import { inProduction, named, secret } from '#tests/unit/shared/production_environment'

const S3 = {
  S3_ENDPOINT: 'https://s3.example.com',
  S3_REGION: 'cn-east-1',
  S3_BUCKET: 'mall-media',
  S3_PRIVATE_BUCKET: 'mall-private',
  S3_ACCESS_KEY_ID: 'mall',
  S3_SECRET_ACCESS_KEY: secret(),
}
const PRODUCTION = { MEDIA_STORAGE: 's3', MEDIA_URL: 'https://cdn.example.com/', ...S3 }

test.group('Settings of media', () => {
  test('without any, files lie in two folders', ({ assert }) => {
    const { settings, problems } = readSettings({ SECRET_KEY: secret() + secret() })
    assert.deepEqual(problems, [])
    assert.deepEqual(settings.media, {
      url: '/media/',
      root: 'storage/media',
      privateRoot: 'storage/private',
      accelRedirect: false,
      s3: null,
    })
  })

  test('the whole group puts them into buckets', ({ assert }) => {
    const { settings, problems } = inProduction(PRODUCTION)
    assert.deepEqual(problems, [])
    assert.deepEqual(settings.media.s3, {
      endpoint: 'https://s3.example.com',
      region: 'cn-east-1',
      bucket: 'mall-media',
      privateBucket: 'mall-private',
      accessKeyId: 'mall',
      secretAccessKey: S3.S3_SECRET_ACCESS_KEY,
      forcePathStyle: true,
    })
  })

  test('without {name} the group is not whole, whether it is used or not')
    .with(Object.keys(S3).map((name) => ({ name })))
    .run(({ assert }, { name }) => {
      const without = { ...PRODUCTION, [name]: undefined }
      assert.deepEqual(inProduction(without).problems, [`${name}：缺少`])
      const unused = { ...without, MEDIA_STORAGE: undefined }
      assert.deepEqual(inProduction(unused).problems, [`${name}：缺少`])
    })

  test('buckets without any of their settings name them all', ({ assert }) => {
    const { problems } = readSettings({ SECRET_KEY: secret() + secret(), MEDIA_STORAGE: 's3' })
    assert.sameMembers(named(problems), Object.keys(S3))
  })

  test('{what} is refused')
    .with([
      {
        what: 'one bucket for public and private',
        names: 'S3_PRIVATE_BUCKET',
        change: { S3_PRIVATE_BUCKET: 'mall-media' },
      },
      {
        what: 'a bucket over plain http',
        names: 'S3_ENDPOINT',
        change: { S3_ENDPOINT: 'http://s3.example.com' },
      },
      {
        what: 'a bucket on this machine',
        names: 'S3_ENDPOINT',
        change: { S3_ENDPOINT: 'https://127.0.0.1:9000' },
      },
      {
        what: 'public pictures in a bucket below our own address',
        names: 'MEDIA_URL',
        change: { MEDIA_URL: undefined },
      },
      { what: 'another kind of storage', names: 'MEDIA_STORAGE', change: { MEDIA_STORAGE: 'ftp' } },
      {
        what: 'a switch that is none',
        names: 'MEDIA_ACCEL_REDIRECT',
        change: { MEDIA_ACCEL_REDIRECT: 'maybe' },
      },
      {
        what: 'private files below the public folder',
        names: 'PRIVATE_MEDIA_ROOT',
        change: { MEDIA_ROOT: '/srv/media', PRIVATE_MEDIA_ROOT: '/srv/media/private' },
      },
      {
        what: 'public files below the private folder',
        names: 'PRIVATE_MEDIA_ROOT',
        change: { MEDIA_ROOT: '/srv/private/../private/media', PRIVATE_MEDIA_ROOT: '/srv/private' },
      },
      {
        what: 'one folder for both',
        names: 'PRIVATE_MEDIA_ROOT',
        change: { MEDIA_ROOT: 'files', PRIVATE_MEDIA_ROOT: './files/' },
      },
    ])
    .run(({ assert }, { names, change }) => {
      assert.deepEqual(named(inProduction({ ...PRODUCTION, ...change }).problems), [names])
    })

  test('two folders side by side are fine, also with one name beginning like the other', ({
    assert,
  }) => {
    const folders = { MEDIA_ROOT: '/srv/media', PRIVATE_MEDIA_ROOT: '/srv/media-private' }
    assert.deepEqual(inProduction(folders).problems, [])
  })
})
