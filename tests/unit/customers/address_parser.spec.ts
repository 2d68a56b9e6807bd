import { test } from '@japa/runner'
import { areaList } from '@vant/area-data'
import fc from 'fast-check'
import { spellings } from '#customers/address_parser/names'
import { parseAddress } from '#customers/address_parser/parse_address'
import { regionNames } from '#customers/address_parser/regions'
import { ADDRESS_TEXTS } from './address_texts.js'
import { TEXTS_WITHOUT_REGION, type FailureKind } from './address_texts_failing.js'

const LEAST_SHARE = 0.98
const LEAST_TEXTS = 240

/** What is read from a text, in the form of the fixtures. */
function read(text: string): { regions: string; detail: string } {
  const { province, city, district, detail } = parseAddress(text).data
  return { regions: [province, city, district].map((name) => name ?? '-').join('/'), detail }
}

/** How often the parser looks a name up while it reads a text: its work, whatever the machine. */
function lookups(text: string): number {
  const tables = Object.values(regionNames()).map(({ spelled }) => spelled)
  let count = 0
  for (const table of tables)
    table.get = function get(name) {
      count += 1
      return Map.prototype.get.call(this, name)
    }
  try {
    parseAddress(text)
  } finally {
    for (const table of tables) Reflect.deleteProperty(table, 'get')
  }
  return count
}

test.group('Address parser', () => {
  test('reads at least 98 of 100 texts exactly as a reader of the map would', ({ assert }) => {
    const wrong = ADDRESS_TEXTS.flatMap(([text, regions, detail]) => {
      const got = read(text)
      return got.regions === regions && got.detail === detail
        ? []
        : [`${JSON.stringify(text)}: ${got.regions} ${got.detail}`]
    })
    assert.isAtLeast(ADDRESS_TEXTS.length, LEAST_TEXTS)
    assert.equal(new Set(ADDRESS_TEXTS.map(([text]) => text)).size, ADDRESS_TEXTS.length)
    const share = 1 - wrong.length / ADDRESS_TEXTS.length
    assert.isAtLeast(share, LEAST_SHARE, `misread:\n${wrong.join('\n')}\n`)
  })

  test('tells apart why nothing was recognised, and gives the text back: {text}')
    .with(TEXTS_WITHOUT_REGION.map(([text, kind]) => ({ text, kind })))
    .run(({ assert }, { text, kind }) => {
      const sentences: Record<FailureKind, RegExp> = {
        text: /^没有识别出省市区，请检查地址或手动选择$/,
        unknown: /^没有找到“.{2,10}”，请检查省市区的名称或手动选择$/,
        ambiguous: /^多个城市都有“.{2,10}”，请补充省市后再试$/,
      }
      const { success, message, data } = parseAddress(` ${text}\n`)
      assert.isFalse(success)
      assert.match(message, sentences[kind])
      assert.deepEqual(data, { province: null, city: null, district: null, detail: text })
    })

  test('does not guess between counties of one name in one province', ({ assert }) => {
    assert.deepEqual(read('河北省桥西区中华大街1号'), {
      regions: '河北省/-/-',
      detail: '桥西区中华大街1号',
    })
  })

  test('knows how people shorten names, down to two characters', ({ assert }) => {
    assert.deepEqual(spellings('延边朝鲜族自治州'), ['延边朝鲜族自治州', '延边州', '延边'])
    assert.deepEqual(spellings('新疆维吾尔自治区'), ['新疆维吾尔自治区', '新疆区', '新疆'])
    assert.deepEqual(spellings('陵水黎族自治县'), ['陵水黎族自治县', '陵水县', '陵水'])
    assert.deepEqual(spellings('东乡族自治县'), ['东乡族自治县', '东乡县', '东乡'])
    assert.deepEqual(spellings('临平区'), ['临平区', '临平'])
    assert.deepEqual(spellings('城区'), ['城区'])
  })
})

test.group('Address parser, the whole map', () => {
  const STREET = '人民路8号'
  const counties = Object.entries(areaList.county_list).flatMap(([code, district]) => {
    const province = areaList.province_list[`${code.slice(0, 2)}0000`]
    const city = areaList.city_list[`${code.slice(0, 4)}00`]
    const isPlace = !/^县$|直辖/.test(city) && !/市辖区|其它区/.test(district)
    return isPlace ? [{ province, city, district, regions: `${province}/${city}/${district}` }] : []
  })
  const FORMS: Record<string, (of: (typeof counties)[number]) => string> = {
    'in full': ({ province, city, district }) => province + city + district + STREET,
    'without the province': ({ city, district }) => city + district + STREET,
    'written twice': ({ province, city, district }) =>
      (province + city + district).repeat(2) + STREET,
    'with a person behind': ({ province, city, district }) =>
      `${province} ${city} ${district} ${STREET} 张三 13800000001`,
    'with labels': ({ province, city, district }) =>
      `收货人：张三\n手机号码：13800000001\n所在地区：${province}${city}${district}\n详细地址：${STREET}`,
  }

  test('reads every county {form}')
    .with(Object.keys(FORMS).map((form) => ({ form })))
    .run(({ assert }, { form }) => {
      const wrong = counties.filter((county) => {
        const got = read(FORMS[form](county))
        return got.regions !== county.regions || got.detail !== STREET
      })
      assert.isAbove(counties.length, 3000)
      assert.deepEqual(
        wrong.map(({ regions }) => regions),
        []
      )
    })

  test('never takes a county for another one when the city is missing', ({ assert }) => {
    const cityless = counties.filter(({ city, district }) => !district.startsWith(city))
    const wrong = cityless.filter(({ province, district }) => {
      const { data } = parseAddress(province + district + STREET)
      return data.province !== province || (data.district !== null && data.district !== district)
    })
    assert.deepEqual(wrong, [])
  })
})

test.group('Address parser, hostile texts', () => {
  const LONGEST = 500
  /** Bounded by the names that may begin at one place, whatever the text. */
  const MOST_LOOKUPS_PER_CHARACTER = 150
  const words = [
    ...[
      '北京市',
      '北京',
      '吉林省',
      '吉林市',
      '吉林',
      '朝阳区',
      '朝阳',
      '临平区',
      '重庆市县',
      '海南',
    ],
    ...[
      '省',
      '市',
      '区',
      '县',
      '镇',
      '路',
      '兵团第八师',
      '自治区',
      '收',
      '（',
      '）',
      '收货人：',
      '电话',
    ],
    ...[
      '张三',
      '138',
      '0',
      '13800000001',
      '0571-',
      '\n',
      ' ',
      '：',
      '地址',
      '\uE000',
      '\uE001',
      '😀',
      '𠮷',
    ],
  ]
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 5 })), {
      maxLength: 250,
    })
    .map((parts) => parts.join('').slice(0, LONGEST))

  test('never throws and always answers the four parts', ({ assert }) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { success, message, data } = parseAddress(text)
        assert.sameMembers(Object.keys(data), ['province', 'city', 'district', 'detail'])
        assert.equal(success, [data.province, data.city, data.district].some(Boolean))
        assert.isNotEmpty(message)
        if (success) assert.match(data.detail, /^[^\uE000\uE001\r\n]+$/)
        else assert.equal(data.detail, text.trim())
      }),
      { numRuns: 300 }
    )
  }).timeout(20_000)

  test('works in proportion to the length of the text: {word}')
    .with(words.map((word) => ({ word })))
    .run(({ assert }, { word }) => {
      const text = word.repeat(LONGEST).slice(0, LONGEST)
      assert.isAtMost(lookups(text), MOST_LOOKUPS_PER_CHARACTER * LONGEST)
      assert.isAtMost(lookups(text), 2.5 * lookups(text.slice(0, LONGEST / 2)) + 1000)
    })
})
