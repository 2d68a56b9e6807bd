import { test } from '@japa/runner'

interface Result {
  line: string
  value?: number
  problem?: string
}
interface Report {
  verdictOf(result: Result): { verdict: string; failed: boolean }
}

/** Scripts carry no types, so the module is named as a text. */
const load = () => import(`${'../../../benchmarks/report.mjs'}`) as Promise<Report>

test.group('The verdict of a measurement', () => {
  test('a {what} of {value} is {verdict}')
    .with([
      { what: 'ratio', line: 'list', value: 0.29, verdict: '未达标' },
      { what: 'ratio', line: 'list', value: 0.3, verdict: '合格' },
      { what: 'ratio', line: 'list', value: 0.5, verdict: '达到目标' },
      { what: 'time', line: 'orderP95', value: 150.1, verdict: '未达标' },
      { what: 'time', line: 'orderP95', value: 150, verdict: '合格' },
      { what: 'time', line: 'orderP95', value: 80, verdict: '达到目标' },
      { what: 'figure without a bound', line: 'memoryWorker', value: 1e9, verdict: '' },
    ])
    .run(async ({ assert }, { line, value, verdict }) => {
      const { verdictOf } = await load()
      assert.deepEqual(verdictOf({ line, value }), { verdict, failed: verdict === '未达标' })
    })

  test('what could not be measured has failed, whatever its value', async ({ assert }) => {
    const { verdictOf } = await load()
    assert.isTrue(verdictOf({ line: 'list', value: 1, problem: '未完成' }).failed)
    assert.isTrue(verdictOf({ line: 'memoryWorker', problem: '未完成' }).failed)
    assert.isTrue(verdictOf({ line: 'list', value: Number.NaN }).failed)
  })
})
