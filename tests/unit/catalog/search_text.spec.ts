import fc from 'fast-check'
import { test } from '@japa/runner'
import { grams, keywordGrams, squeeze } from '#catalog/search_text'

test.group('Search text', () => {
  test('{text} is squeezed to {squeezed}')
    .with([
      { text: '海尔 冰箱', squeezed: '海尔冰箱' },
      { text: 'BCD-500WGHTD79S5U1', squeezed: 'bcd500wghtd79s5u1' },
      { text: '１.５匹 变频', squeezed: '1.5匹变频' },
      { text: '（一级）能效.', squeezed: '一级能效' },
      { text: '100% _', squeezed: '100' },
      { text: '--', squeezed: '' },
    ])
    .run(({ assert }, { text, squeezed }) => {
      assert.equal(squeeze(text), squeezed)
    })

  test('Chinese is cut into one and two characters, the rest into one to three', ({ assert }) => {
    assert.sameMembers(grams('冰箱500w'), [
      ...['冰', '箱', '冰箱', '5', '0', 'w', '50', '00', '0w', '500', '00w'],
    ])
  })

  test('a keyword asks for its longest grams only', ({ assert }) => {
    assert.sameMembers(keywordGrams('变频空调'), ['变频', '频空', '空调'])
    assert.sameMembers(keywordGrams('bcd5'), ['bcd', 'cd5'])
    assert.sameMembers(keywordGrams('冰'), ['冰'])
    assert.sameMembers(keywordGrams('5w冰箱'), ['5w', '冰箱'])
  })

  test('every text has all grams of each keyword that it contains', ({ assert }) => {
    const character = fc.constantFrom(...'冰箱海尔变频bcd50.-w 匹')
    const texts = fc.string({ unit: character, maxLength: 24 })
    fc.assert(
      fc.property(texts, fc.nat(24), fc.integer({ min: 1, max: 8 }), (text, start, length) => {
        const squeezed = squeeze(text)
        const keyword = squeezed.slice(start, start + length)
        const found = new Set(grams(squeezed))
        for (const gram of keywordGrams(keyword)) assert.isTrue(found.has(gram))
      })
    )
  })
})
