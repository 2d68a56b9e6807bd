import { test } from '@japa/runner'
import { registry } from '#operations/registry'
import { Tally } from '#operations/tally'
import { tellTally } from '#operations/tally_figure'
import { readFigures } from '#tests/helpers/figures'

test.group('Tallies', () => {
  test('are told as cumulative histograms, each combination of labels alone', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => registry.removeSingleMetric('tally_of_a_test_seconds'))
    const tally = new Tally([0.1, 1])
    tellTally('tally_of_a_test_seconds', 'A test', tally)
    for (const seconds of [0.05, 0.1, 0.5, 7]) tally.add('a', 1, () => ({ name: 'a' }), seconds)
    tally.add('a', 2, () => ({ name: 'b"\\\n' }), 2)
    const { values, names } = readFigures(await registry.metrics())
    assert.isTrue(names.has('tally_of_a_test_seconds'))
    const told = (part: string, labels: string) =>
      values.get(`tally_of_a_test_seconds_${part}{${labels}}`)
    assert.deepEqual(
      ['0.1', '1', '+Inf'].map((bound) => told('bucket', `name="a",le="${bound}"`)),
      [2, 3, 4]
    )
    assert.equal(told('count', 'name="a"'), 4)
    assert.closeTo(told('sum', 'name="a"') ?? 0, 7.65, 1e-9)
    assert.equal(told('count', 'name="b\\"\\\\\\n"'), 1)
    assert.equal(told('bucket', 'name="b\\"\\\\\\n",le="1"'), 0)
  })
})
