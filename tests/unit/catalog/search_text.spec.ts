import fc from 'fast-check'
import { test } from '@japa/runner'
import { piecesOf, signsOf, squeeze, squeezedList, wordsOf } from '#catalog/search_text'

/** What the index holds of a text: all pieces of one to three characters. */
function indexed(squeezed: string): Set<string> {
  const letters = [...squeezed]
  return new Set(
    [1, 2, 3].flatMap((length) =>
      letters.flatMap((_, start) => letters.slice(start, start + length).join(''))
    )
  )
}

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

  test('{keyword} is taken as the words {words}')
    .with([
      { keyword: ' 海尔　冰箱 ', words: ['海尔', '冰箱'] },
      { keyword: 'BCD-500 W', words: ['bcd500', 'w'] },
      { keyword: '变频空调 1.5匹', words: ['变频空调', '1.5匹'] },
      { keyword: '冰箱 冰箱', words: ['冰箱'] },
      { keyword: '冰箱 - 海尔', words: ['冰箱', '海尔'] },
      { keyword: '50% %', words: ['50'] },
      { keyword: '% ——', words: ['%', '——'] },
      { keyword: '  ', words: [] },
    ])
    .run(({ assert }, { keyword, words }) => {
      assert.deepEqual(wordsOf(keyword), words)
    })

  test('signs are kept apart from words, each run once', ({ assert }) => {
    assert.equal(signsOf('五折 50% 起（限 50% 款）'), '% ( )')
    assert.equal(signsOf('海尔 冰箱'), '')
  })

  test('nothing is found across two texts of a list', ({ assert }) => {
    assert.equal(squeezedList(['BCD-500', '', 'bcd500', 'A/1']), 'bcd500 a1')
  })

  test('a long word asks for all its pieces of three characters, a short one for itself', ({
    assert,
  }) => {
    assert.deepEqual(piecesOf('变频空调'), ['变频空', '频空调'])
    assert.deepEqual(piecesOf('冰箱'), ['冰箱'])
    assert.deepEqual(piecesOf('𠮷野家'), ['𠮷野家'])
    assert.deepEqual(piecesOf('aaaaa'), ['aaa'])
  })

  test('the index holds all pieces of each word that a text contains', ({ assert }) => {
    const character = fc.constantFrom(...'冰箱海尔变频bcd50.-w 匹𠮷')
    const texts = fc.string({ unit: character, maxLength: 24 })
    fc.assert(
      fc.property(texts, fc.nat(24), fc.integer({ min: 1, max: 8 }), (text, start, length) => {
        const letters = [...squeeze(text)]
        const word = letters.slice(start, start + length).join('')
        const found = indexed(letters.join(''))
        for (const piece of word === '' ? [] : piecesOf(word)) assert.isTrue(found.has(piece))
      })
    )
  })
})
