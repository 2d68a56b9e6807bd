import { test } from '@japa/runner'
import { areaList } from '@vant/area-data'
import { parseAddress } from '#customers/address_parser/parse_address'
import { spellings } from '#customers/address_parser/names'
import { ADDRESS_TEXTS } from './address_texts.js'

const LEAST_SHARE = 0.98

test.group('Address parser', () => {
  test('reads at least 98 of 100 texts exactly as a reader of the map would', ({ assert }) => {
    const wrong = ADDRESS_TEXTS.flatMap(([text, province, city, district, detail]) => {
      const { data } = parseAddress(text)
      const read = [data.province, data.city, data.district, data.detail]
      const expected = [province, city, district, detail]
      return read.every((part, i) => part === expected[i]) ? [] : [{ text, read, expected }]
    })
    const share = 1 - wrong.length / ADDRESS_TEXTS.length
    process.stdout.write(`    ${ADDRESS_TEXTS.length} texts, ${(share * 100).toFixed(1)} % right\n`)
    for (const mistake of wrong) process.stdout.write(`    ${JSON.stringify(mistake)}\n`)

    assert.isAtLeast(ADDRESS_TEXTS.length, 60)
    assert.isAtLeast(share, LEAST_SHARE)
  })

  test('reads every county of the country when it is written in full', ({ assert }) => {
    const wrong: string[] = []
    for (const [code, district] of Object.entries(areaList.county_list)) {
      const province = areaList.province_list[`${code.slice(0, 2)}0000`]
      const city = areaList.city_list[`${code.slice(0, 4)}00`]
      if (/^县$|直辖/.test(city)) continue
      const { data } = parseAddress(`${province}${city}${district}人民路8号`)
      const read = [data.province, data.city, data.district, data.detail]
      if (read.join() !== [province, city, district, '人民路8号'].join()) wrong.push(read.join())
    }
    assert.deepEqual(wrong, [])
  })

  test('says that nothing was recognised and gives the text back', ({ assert }) => {
    assert.deepEqual(parseAddress('星河小区3幢201'), {
      success: false,
      message: '没有识别出省市区，请检查地址或手动选择',
      data: { province: null, city: null, district: null, detail: '星河小区3幢201' },
    })
  })

  test('asks for the city when several have a district of that name', ({ assert }) => {
    const { success, message } = parseAddress('朝阳区建国路88号')
    assert.isFalse(success)
    assert.equal(message, '多个城市都有“朝阳区”，请补充省市后再试')
  })

  test('does not guess between counties of one name in one province', ({ assert }) => {
    const { data } = parseAddress('河北省桥西区中华大街1号')
    assert.deepEqual(data, {
      province: '河北省',
      city: null,
      district: null,
      detail: '桥西区中华大街1号',
    })
  })

  test('always answers four parts, whatever the text', ({ assert }) => {
    for (const text of [
      '省',
      '市区县',
      '🏠🏠',
      '，，，',
      '北京北京北京',
      '县'.repeat(500),
      'a b c',
    ])
      assert.sameMembers(Object.keys(parseAddress(text).data), [
        'province',
        'city',
        'district',
        'detail',
      ])
  })

  test('knows how people shorten names, down to two characters', ({ assert }) => {
    assert.deepEqual(spellings('延边朝鲜族自治州'), ['延边朝鲜族自治州', '延边州', '延边'])
    assert.deepEqual(spellings('新疆维吾尔自治区'), ['新疆维吾尔自治区', '新疆区', '新疆'])
    assert.deepEqual(spellings('临平区'), ['临平区', '临平'])
    assert.deepEqual(spellings('城区'), ['城区'])
  })
})
