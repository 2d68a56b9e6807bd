import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { test } from '@japa/runner'
import { rows } from '#shared/rows'
import { ADDRESS } from '#tests/helpers/address_books'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import { usesSandbox } from '#tests/helpers/sandbox'
import {
  attackHeads,
  attackProtocol,
  attackTarget,
  type Campaign,
} from './support/fuzz/campaign.js'
import { hasEnvelope } from './support/fuzz/judge.js'
import { endSending } from './support/fuzz/sender.js'
import { targets } from './support/fuzz/targets.js'
import { makeWorld } from './support/fuzz/world.js'
import { printedBy } from './support/printed.js'

/** Draws what is left to chance; a report of problems names it. `FUZZ_SEED` draws something else. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_302)

/** A process that kept what it was sent would end for want of memory. */
const ENVIRONMENT = {
  RATE_LIMITS: 'off',
  LOG_LEVEL: 'error',
  NODE_OPTIONS: '--max-old-space-size=256',
}
const MOST_MEGABYTES = 600

/** Addresses of the API for which the rules of HTTP are broken: those that answer in its own words. */
function addresses(): string[] {
  const ours = targets().filter(({ operation }) => hasEnvelope(operation, 400))
  const known = new Set(ours.map(({ path }) => path.replaceAll(/\{\w+\}/g, '1')))
  return [...known, '/api/', '/api/nothing/', '/api/addresses/1/nothing/']
}

function megabytesOf({ child }: ShopProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)])) / 1024
}

/** Connections of this database that hold a transaction open and do nothing. */
function idleTransactions() {
  return rows(
    `select pid from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'`
  )
}

async function waitingFiles({ child }: ShopProcess): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => name.startsWith(`mall-upload-${child.pid}-`))
}

async function newCampaign({ port }: ShopProcess): Promise<Campaign> {
  const tally = { sent: 0, accepted: 0, repeated: 0, unchanged: [], problems: [] }
  return { port, world: await makeWorld(), seed: SEED, tally }
}

/** The first problems and what the shop logged about them. */
function report({ seed, tally }: Campaign, logged: string[]): string {
  const lines = [...tally.problems.slice(0, 40), ...logged.slice(0, 5)]
  return `seed ${seed}, ${tally.sent} requests:\n${lines.join('\n')}`
}

test.group('Hostile requests', (group) => {
  usesSandbox(group)
  group.teardown(endSending)

  test('whatever arrives is answered as the document says, and a refusal changes nothing', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', ENVIRONMENT, 'pipe')
    cleanup(() => web.kill('SIGKILL'))
    const printed = printedBy(web)
    const campaign = await newCampaign(web)
    const { tally } = campaign

    /** Writes first: what reads remember is stored a little later. */
    const [reads, writes] = [false, true].map((kind) =>
      targets().filter((target) => target.writes === kind)
    )
    for (const target of [...writes, ...reads]) await attackTarget(campaign, target)
    for (const address of addresses()) await attackProtocol(campaign, address)

    assert.deepEqual(tally.problems, [], report(campaign, printed()))
    assert.isAtLeast(tally.sent, 10_000)
    assert.sameMembers(
      tally.unchanged,
      targets().map(({ operation }) => operation.operationId)
    )
    assert.isBelow(megabytesOf(web), MOST_MEGABYTES)
    assert.deepEqual(await idleTransactions(), [])
    assert.deepEqual(await waitingFiles(web), [])
    const placed = await fetch(`${web.url}/api/addresses/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'authorization': `Bearer ${campaign.world.stranger.token}`,
      },
      body: JSON.stringify(ADDRESS),
    })
    assert.equal(placed.status, 201)

    /** A request that nobody finished would keep the process. */
    const ended = once(web.child, 'close')
    web.child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
    assert.deepEqual(printed(), [])
  })

  test('the counters of the limits take whatever a head holds', async ({ assert, cleanup }) => {
    const web = await startProcess('web', { ...ENVIRONMENT, RATE_LIMITS: 'on' }, 'pipe')
    cleanup(() => web.kill('SIGKILL'))
    const printed = printedBy(web)
    const campaign = await newCampaign(web)
    const counted = ['login', 'password_login', 'payments.store', 'payments.start']
    for (const target of targets())
      if (counted.includes(target.operation.operationId)) await attackHeads(campaign, target)
    assert.deepEqual(campaign.tally.problems, [], report(campaign, printed()))
    assert.isAbove(campaign.tally.sent, 1_000)
    assert.deepEqual(printed(), [])
  })
})
