import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  addDays,
  dayWindow,
  shanghaiDay,
  startOfDay,
  toShanghaiIso,
  toShanghaiIsoOrNull,
  toShanghaiSeconds,
  toShanghaiText,
} from '#shared/shanghai'

const instants = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
})

test.group('Shanghai time', () => {
  test('half past midnight belongs to the new day, although UTC still has the old one', ({
    assert,
  }) => {
    const instant = new Date('2026-02-28T16:30:00Z')
    assert.equal(shanghaiDay(instant), '2026-03-01')
    assert.equal(toShanghaiText(instant), '2026-03-01 00:30:00')
    assert.equal(shanghaiDay(new Date('2026-02-28T15:59:59.999Z')), '2026-02-28')
    assert.equal(shanghaiDay(new Date('2026-02-28T16:00:00.000Z')), '2026-03-01')
  })

  test('every form of an instant carries the offset and means the same instant', ({ assert }) => {
    const instant = new Date('2026-03-02T06:05:31.482Z')
    assert.equal(toShanghaiIso(instant), '2026-03-02T14:05:31.482+08:00')
    assert.equal(toShanghaiSeconds(instant), '2026-03-02T14:05:31+08:00')
    assert.isNull(toShanghaiIsoOrNull(null))
    fc.assert(
      fc.property(instants, (any) => {
        assert.equal(new Date(toShanghaiIso(any)).getTime(), any.getTime())
      })
    )
  })

  test('a window holds its first moment and not the first of the day after', ({ assert }) => {
    const { from, to } = dayWindow('2026-03-01', '2026-03-02')
    assert.equal(from.toISOString(), '2026-02-28T16:00:00.000Z')
    assert.equal(to.toISOString(), '2026-03-02T16:00:00.000Z')
    assert.equal(shanghaiDay(new Date(to.getTime() - 1)), '2026-03-02')
    assert.equal(shanghaiDay(to), '2026-03-03')
  })

  test('windows of neighbouring days meet without gap or overlap', ({ assert }) => {
    fc.assert(
      fc.property(instants, (instant) => {
        const day = shanghaiDay(instant)
        const window = dayWindow(day, day)
        assert.isTrue(window.from <= instant && instant < window.to)
        assert.deepEqual(dayWindow(addDays(day, 1), addDays(day, 1)).from, window.to)
      })
    )
  })

  test('counting days crosses months, years and leap days', ({ assert }) => {
    assert.equal(addDays('2026-12-31', 1), '2027-01-01')
    assert.equal(addDays('2028-02-28', 1), '2028-02-29')
    assert.equal(addDays('2026-03-01', -1), '2026-02-28')
    assert.equal(addDays('2026-03-01', 0), '2026-03-01')
  })

  test('{day} is no day')
    .with(
      ['2026-02-30', '2026-13-01', '2026-3-1', '20260301', '', '2026-03-01T00:00', 'today'].map(
        (day) => ({ day })
      )
    )
    .run(({ assert }, { day }) => {
      assert.throws(() => startOfDay(day), RangeError)
    })
})
