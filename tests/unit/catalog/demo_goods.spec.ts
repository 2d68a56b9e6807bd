import { test } from '@japa/runner'
import { BRANDS, CATEGORIES, GOODS } from '#database/seeders/demo/goods'
import { COLOURS } from '#database/seeders/demo/good'
import { leaflet, room, studio } from '#database/seeders/demo/drawings/scenes'

const items = Object.values(CATEGORIES).flatMap((minors) => Object.values(minors).flat())

test.group('Demo goods', () => {
  test('at least 60 goods with models of their own stand on known shelves', ({ assert }) => {
    assert.isAtLeast(GOODS.length, 60)
    assert.equal(new Set(GOODS.map(({ model }) => model)).size, GOODS.length)
    const brands = BRANDS.map(({ name }) => name)
    for (const good of GOODS) {
      assert.include(items, good.item)
      assert.include(brands, good.brand)
      assert.isAbove(good.price, 0)
    }
  })

  test('no shelf is empty', ({ assert }) => {
    assert.sameMembers([...new Set(GOODS.map(({ item }) => item))], items)
  })

  test('every good can be drawn, alone, in a room and in detail', ({ assert }) => {
    for (const { kind, colours } of GOODS) {
      const shades = colours.map((colour) => COLOURS[colour])
      for (const drawing of [
        studio(kind, shades[0]),
        room(kind, shades[0]),
        leaflet(kind, shades),
      ]) {
        assert.notMatch(drawing, /undefined|NaN/)
        const ids = [...drawing.matchAll(/ id="(\w+)"/g)].map(([, id]) => id)
        assert.equal(new Set(ids).size, ids.length)
        for (const [, id] of drawing.matchAll(/url\(#(\w+)\)/g)) assert.include(ids, id)
      }
    }
  })
})
