import limiter from '@adonisjs/limiter/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { withoutLimits } from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'
import { changedTables, storedRows } from '#tests/helpers/stored_rows'
import { person, ROLES, type Person } from './support/callers.js'
import { ownRow } from './support/own_rows.js'
import { ask, asked, bearer } from './support/requests.js'
import { stockedShelf, type Shelf } from './support/shelf.js'
import { TABLE } from './support/table.js'

const named = Object.entries(TABLE).filter(([route]) => route.includes('/:id'))
const OWNED = named.filter(([, { own }]) => own).map(([route]) => ({ route }))
const SHOWN = named.filter(([, { shown }]) => shown).map(([route]) => ({ route }))

const UNKNOWN = 999_999_999

test.group('Rows of others', (group) => {
  withoutLimits(group)
  group.setup(() => testUtils.db().wrapInGlobalTransaction())
  usesSandbox(group)
  let shelf: Shelf
  let people: Person[]
  let owner: Person
  group.setup(async () => {
    shelf = await stockedShelf()
    people = await Promise.all(ROLES.map(person))
    owner = await person('dealer')
  })
  group.each.setup(() => limiter.clear())

  test('{route}: a foreign row is like one that does not exist, and nothing happens to it')
    .with(OWNED)
    .run(async ({ assert }, { route }) => {
      const line = TABLE[route]
      for (const caller of people) {
        const answer = async (id: number) =>
          ask(await asked(route, line, caller, shelf, id), bearer(caller))
        const foreignId = await ownRow(line.own!, owner, shelf)
        const { status, text } = await answer(foreignId)
        const allowed = line.foreign?.[caller.role]
        assert.equal(status, allowed ?? 404, caller.role)
        if (allowed) continue
        const unknown = await answer(UNKNOWN)
        assert.deepEqual([status, text], [unknown.status, unknown.text], caller.role)
        /** Asked once more, with nothing of the caller's made in between. */
        const request = await asked(route, line, caller, shelf, foreignId)
        const before = await storedRows()
        await ask(request, bearer(caller))
        assert.deepEqual(changedTables(before, await storedRows(), []), [], caller.role)
      }
    })

  test('{route}: what is switched off or unknown does not exist for those who sell nothing')
    .with(SHOWN)
    .run(async ({ assert }, { route }) => {
      const line = TABLE[route]
      const hidden = shelf.inactive[line.shown!]
      for (const caller of [null, ...people]) {
        const status = async (id: number) => {
          const request = await asked(route, line, caller, shelf, id)
          const got = await ask(request, caller ? bearer(caller) : undefined)
          return got.status
        }
        const who = caller?.role ?? 'nobody'
        assert.equal(await status(UNKNOWN), 404, who)
        const seesHidden = who === 'admin' && line.shown !== 'brand'
        if (hidden) assert.equal(await status(hidden), seesHidden ? 200 : 404, who)
      }
    })
})
