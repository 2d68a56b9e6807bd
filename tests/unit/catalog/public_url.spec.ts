import { test } from '@japa/runner'
import { publicUrl } from '#media/public_url'
import settings from '#start/env'

const HTTP = 'http://localhost:8000'
const HTTPS = 'https://shop.example.com'

test.group('Public addresses', () => {
  test('{stored} is shown as {shown} over {origin}')
    .with([
      { stored: '', origin: HTTPS, shown: '' },
      { stored: '/media/images/a.webp', origin: HTTPS, shown: `${HTTPS}/media/images/a.webp` },
      { stored: 'images/a.webp', origin: HTTP, shown: `${HTTP}/media/images/a.webp` },
      { stored: '/other/a.webp', origin: HTTPS, shown: `${HTTPS}/other/a.webp` },
      { stored: 'http://cdn.test/a.jpg', origin: HTTPS, shown: 'https://cdn.test/a.jpg' },
      { stored: 'http://cdn.test/a.jpg', origin: HTTP, shown: 'http://cdn.test/a.jpg' },
      { stored: 'https://cdn.test/a.jpg', origin: HTTP, shown: 'https://cdn.test/a.jpg' },
      { stored: '//cdn.test/a.jpg', origin: HTTPS, shown: 'https://cdn.test/a.jpg' },
    ])
    .run(({ assert }, { stored, origin, shown }) => {
      assert.equal(publicUrl(stored, origin), shown)
    })

  test('own pictures follow a configured media host', ({ assert, cleanup }) => {
    const before = settings.media.url
    cleanup(() => {
      settings.media.url = before
    })
    settings.media.url = 'https://cdn.example.com/m/'
    assert.equal(
      publicUrl('/media/images/a.webp', HTTPS),
      'https://cdn.example.com/m/images/a.webp'
    )
    assert.equal(publicUrl('https://other.test/a.jpg', HTTPS), 'https://other.test/a.jpg')
  })
})
