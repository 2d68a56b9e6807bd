import { test } from '@japa/runner'
import { startProcess } from '#tests/helpers/processes'
import { usesSandbox } from '#tests/helpers/sandbox'
import { makeWorld, idsBehind, renew } from './support/fuzz/world.js'
import { attackProtocol, type Campaign } from './support/fuzz/campaign.js'
import { printedBy } from './support/printed.js'
test.group('dbg', (group) => {
  usesSandbox(group)
  test('x', async ({ cleanup }) => {
    const web = await startProcess('web', { RATE_LIMITS: 'off', LOG_LEVEL: 'error' }, 'pipe')
    cleanup(() => web.kill('SIGKILL'))
    const printed = printedBy(web)
    const world = await makeWorld()
    const me = world.callers[0]
    const tally = { sent: 0, accepted: 0, repeated: 0, unchanged: [], problems: [] as string[] }
    const campaign: Campaign = { port: web.port, world, seed: 1, tally }
    for (let i = 0; i < 12; i++) {
      await renew(world)
      for (const id of (await idsBehind('payments', me)).slice(0, 7)) await attackProtocol(campaign, `/api/payments/${id}/start/`)
    }
    console.log(tally.sent, tally.problems.length)
    console.log(printed().map((l) => l.slice(0, 3500)).slice(0, 2).join('\n'))
  }).timeout(100_000)
})
