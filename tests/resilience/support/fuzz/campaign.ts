import { addressAttacks } from './address_attacks.js'
import type { Attack, Outcome } from './attack.js'
import { bodyAttacks } from './body_attacks.js'
import { fieldAttacks } from './field_attacks.js'
import { headerAttacks, SHARES } from './header_attacks.js'
import { problemsWith, rawProblemsWith } from './judge.js'
import { multipartAttacks } from './multipart_attacks.js'
import { randomAttacks } from './random_attacks.js'
import { rawAttacks } from './raw_attacks.js'
import { inTurn, send, sendRaw } from './sender.js'
import { changedTables, storedRows } from '#tests/helpers/stored_rows'
import type { Target } from './targets.js'
import { renew, type World } from './world.js'

/** What a campaign did and found. */
export interface Tally {
  sent: number
  /** valid by chance */
  accepted: number
  /** refused ones sent once more alone, to see that they change nothing */
  repeated: number
  /** operations whose refused requests were seen to change nothing */
  unchanged: string[]
  problems: string[]
}

export interface Campaign {
  port: number
  world: World
  seed: number
  tally: Tally
}

/** Reads may remember who looked at what; a refused wish for privileges is written down. */
const READS_CHANGE = ['products', 'search_documents', 'search_logs', 'carts']
const REFUSALS_CHANGE = ['audit_logs']
/** What is refused at first may be accepted after something else was: then it is left out. */
const ROUNDS = 4

/** Sends everything that can be wrong with one operation, and judges every answer. */
export async function attackTarget(campaign: Campaign, target: Target): Promise<void> {
  const { port, world, seed, tally } = campaign
  const name = target.operation.operationId
  if (target.writes) await renew(world)
  const attacks = [
    ...(await fieldAttacks(target, world)),
    ...(await bodyAttacks(target, world)),
    ...(await multipartAttacks(target, world)),
    ...(await addressAttacks(target, world)),
    ...(await headerAttacks(target, world)),
    ...(await randomAttacks(target, world, { seed, count: target.writes ? 60 : 30 })),
  ]
  const before = await storedRows()
  const outcomes = await inTurn(attacks, (attack) => send(port, attack))
  for (const [index, outcome] of outcomes.entries())
    tally.problems.push(...problemsWith(attacks[index], outcome))
  const refused = attacks.filter((_, index) => isRefusal(outcomes[index]))
  tally.sent += attacks.length
  tally.accepted += attacks.length - refused.length
  if (target.writes && refused.length < attacks.length) await repeat(campaign, name, refused)
  else {
    const allowed = target.writes ? REFUSALS_CHANGE : READS_CHANGE
    note(tally, name, changedTables(before, await storedRows(), allowed))
  }
}

/** Where some requests were accepted, the refused ones alone must leave everything as it is. */
async function repeat({ port, tally }: Campaign, name: string, refused: Attack[]): Promise<void> {
  let left = refused
  for (let round = 0; round < ROUNDS; round++) {
    const before = await storedRows()
    const outcomes = await inTurn(left, (attack) => send(port, attack))
    tally.repeated += left.length
    const again = left.filter((_, index) => isRefusal(outcomes[index]))
    if (again.length === left.length)
      return note(tally, name, changedTables(before, await storedRows(), REFUSALS_CHANGE))
    left = again
  }
  tally.problems.push(`${name}: what is refused is accepted later, again and again`)
}

function note(tally: Tally, name: string, changes: string[]): void {
  tally.problems.push(...changes.map((change) => `${name}: refused, and yet ${change}`))
  if (changes.length === 0) tally.unchanged.push(name)
}

function isRefusal(outcome: Outcome): boolean {
  return typeof outcome === 'string' || outcome.status >= 400
}

/** Sends hostile heads alone, as often as it takes until every value had its turn. */
export async function attackHeads({ port, world, tally }: Campaign, target: Target): Promise<void> {
  for (let share = 0; share < SHARES; share++) {
    const attacks = await headerAttacks(target, world)
    const outcomes = await inTurn(attacks, (attack) => send(port, attack))
    tally.sent += attacks.length
    for (const [index, outcome] of outcomes.entries())
      tally.problems.push(...problemsWith(attacks[index], outcome))
  }
}

/** Sends what breaks the rules of HTTP itself. */
export async function attackProtocol({ port, world, tally }: Campaign, address: string) {
  const attacks = rawAttacks(address, world.callers[0].token, `127.0.0.1:${port}`)
  const outcomes = await inTurn(attacks, (attack) => sendRaw(port, attack))
  tally.sent += attacks.length
  for (const [index, outcome] of outcomes.entries())
    tally.problems.push(
      ...rawProblemsWith(attacks[index], outcome).map((problem) => `${address}: ${problem}`)
    )
}
