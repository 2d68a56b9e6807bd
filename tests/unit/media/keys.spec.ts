import { test } from '@japa/runner'
import { copyKey, filesOf, keyIn, newKey, stemOf } from '#media/keys'

const KEY = `images/2026/03/04/${'0f'.repeat(16)}.jpg`

test.group('Storage keys', () => {
  test('are of the day and cannot be guessed', ({ assert }) => {
    const keys = Array.from({ length: 100 }, () => newKey('webp'))
    for (const key of keys) assert.match(key, /^images\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.webp$/)
    assert.lengthOf(new Set(keys), 100)
  })

  test('name the copies of a picture after it', ({ assert }) => {
    assert.deepEqual(filesOf(KEY), [
      KEY,
      ...[200, 400, 800].map((width) => `images/2026/03/04/${'0f'.repeat(16)}_${width}.webp`),
    ])
    for (const file of filesOf(KEY)) assert.equal(stemOf(file), KEY.slice(0, -4))
    assert.equal(stemOf(copyKey(KEY, 400)), stemOf(KEY))
  })

  test('{address} holds the key: {holds}')
    .with([
      { address: KEY, holds: true },
      { address: `/media/${KEY}`, holds: true },
      { address: `https://cdn.example.com/m/${KEY}?v=1`, holds: true },
      { address: `https://x.test/api/files/${KEY}?expires=1&signature=x`, holds: true },
      { address: 'https://img.test/a.jpg', holds: false },
      { address: '/media/images/cat/fridge.png', holds: false },
      { address: `images/2026/03/04/${'0F'.repeat(16)}.jpg`, holds: false },
      { address: '', holds: false },
    ])
    .run(({ assert }, { address, holds }) => {
      assert.equal(keyIn(address), holds ? KEY : null)
    })

  test('{file} is not one of our files')
    .with(
      [
        'images/cat/fridge.png',
        `${KEY}.0a1b2c3d.part`,
        `other/${KEY}`,
        'images/2026/03/04/图.jpg',
        '../x.jpg',
      ].map((file) => ({ file }))
    )
    .run(({ assert }, { file }) => {
      assert.isNull(stemOf(file))
    })
})
