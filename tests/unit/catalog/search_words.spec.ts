import { test } from '@japa/runner'
import { namesOfBrand } from '#catalog/brand_names'
import { readSearch } from '#catalog/search_words'

const brand = (id: number, name: string) => ({ id, names: namesOfBrand(name) })
const BRANDS = [
  brand(1, '海尔'),
  brand(2, '卡萨帝'),
  brand(3, 'LG'),
  brand(4, '海信'),
  brand(5, '美的'),
]

const read = (keyword: string) => readSearch(keyword, BRANDS)
const words = (keyword: string) => read(keyword)?.patterns.map((pattern) => pattern.slice(1, -1))

test.group('Words of a search', () => {
  test('{keyword} is looked for as {found}')
    .with([
      { keyword: '海尔 冰箱', found: ['海尔', '冰箱'] },
      { keyword: '海尔冰箱', found: ['海尔', '冰箱'] },
      { keyword: '变频美的空调', found: ['美的', '变频', '空调'] },
      { keyword: 'Haier冰箱', found: ['haier', '冰箱'] },
      { keyword: 'LG电视', found: ['lg', '电视'] },
      { keyword: 'bulge', found: ['bulge'] },
      { keyword: '海尔', found: ['海尔'] },
      { keyword: '1.5匹变频空调', found: ['1.5匹变频空调'] },
    ])
    .run(({ assert }, { keyword, found }) => {
      assert.sameMembers(words(keyword) ?? [], found)
    })

  test('{keyword} names the brands {ids}')
    .with([
      { keyword: '海尔', ids: [1] },
      { keyword: '卡萨', ids: [2] },
      { keyword: 'hai', ids: [1] },
      { keyword: 'CASARTE 冰箱', ids: [2] },
      { keyword: '海', ids: [1, 4] },
      { keyword: 'aier', ids: [] },
      { keyword: 'h', ids: [] },
      { keyword: '冰箱', ids: [] },
    ])
    .run(({ assert }, { keyword, ids }) => {
      assert.sameMembers(read(keyword)?.brandIds ?? [], ids)
    })

  test('a keyword becomes a query of pieces, with the brands it names', ({ assert }) => {
    assert.equal(read('海尔 变频空调')?.query, `('海尔' | '#1') & ('变频空' & '频空调')`)
    assert.equal(read('海尔冰箱')?.phraseQuery, `('海尔冰' & '尔冰箱')`)
    assert.equal(read('海尔冰箱')?.phrase, '海尔冰箱')
  })

  test('signs mean themselves in patterns and queries', ({ assert }) => {
    assert.deepEqual(read('%')?.patterns, ['%\\%%'])
    assert.deepEqual(read('_')?.patterns, ['%\\_%'])
    assert.equal(read(`'`)?.query, `('''')`)
    assert.equal(read('\\')?.query, `('\\\\')`)
  })

  test('blanks are nothing to look for', ({ assert }) => {
    assert.isNull(read(' \u3000 '))
  })

  test('{name} is also known as {other}')
    .with([
      { name: '海尔', other: 'haier' },
      { name: 'Haier', other: '海尔' },
      { name: '海尔智家', other: 'haier' },
      { name: 'A.O.史密斯', other: 'aosmith' },
      { name: '无名', other: '无名' },
    ])
    .run(({ assert }, { name, other }) => {
      assert.include(namesOfBrand(name), other)
    })

  test('no name stands for two brands', ({ assert }) => {
    assert.notInclude(namesOfBrand('海信'), 'haier')
    assert.notInclude(namesOfBrand('小米'), 'midea')
    assert.deepEqual(namesOfBrand('Midland'), ['midland'])
  })
})
