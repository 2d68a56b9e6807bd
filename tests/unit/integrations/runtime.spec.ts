import { test } from '@japa/runner'
import { rejected } from '#integrations/outcome'
import { Runtime } from '#integrations/runtime'

test.group('Runtime', () => {
  test('what is logged of a failure is redacted once more', async ({ assert }) => {
    const lines: object[] = []
    const runtime = new Runtime({ version: 't', hashKey: 'k', log: (line) => lines.push(line) })
    const outcome = rejected({ code: 'X', message: 'call 13900000042', verified: true })
    const facts = { system: 'wechat', operation: 'any', group: 'wx-api', aggregate: '42' }
    assert.equal(await runtime.observe(facts, async () => outcome), outcome)
    assert.containSubset(lines, [
      { system: 'wechat', operation: 'any', aggregate: '42', vendor_message: 'call 139****0042' },
    ])
  })

  test('all clients of a process share the breaker of a group', async ({ assert }) => {
    const runtime = new Runtime({ version: 't', hashKey: 'k', log: () => {} })
    assert.equal(runtime.breaker('pay-read'), runtime.breaker('pay-read'))
    assert.notEqual(runtime.breaker('pay-read'), runtime.breaker('pay-write'))
    assert.deepEqual(
      runtime.breakerSnapshots().map(({ group, state }) => [group, state]),
      [
        ['pay-read', 'closed'],
        ['pay-write', 'closed'],
      ]
    )
  })
})
