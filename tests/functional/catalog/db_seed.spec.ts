import ace from '@adonisjs/core/services/ace'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { row } from '#shared/rows'
import settings from '#start/env'
import { shelf, shelvedProduct } from '#tests/helpers/catalogue'

async function products(): Promise<number | undefined> {
  const found = await row<{ count: number }>('select count(*) as count from products')
  return found?.count
}

async function run(argv: string[]) {
  ace.ui.switchMode('raw')
  await ace.boot()
  const command = await ace.exec('db:seed', argv)
  return command
}

test.group('node ace db:seed', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('{argv} is refused and writes nothing')
    .with([{ argv: '--products=-1' }, { argv: '--products=2000000' }, { argv: '--skus=9' }])
    .run(async ({ assert }, { argv }) => {
      const before = await products()
      const command = await run([argv])
      command.assertFailed()
      assert.equal(await products(), before)
    })

  test('production needs --force', async ({ assert, cleanup }) => {
    cleanup(() => {
      settings.production = false
    })
    settings.production = true
    const before = await products()
    const command = await run([])
    command.assertFailed()
    assert.equal(await products(), before)
  })

  test('a shop that is in use is left alone', async ({ assert }) => {
    await shelvedProduct(await shelf())
    const before = await products()
    const command = await run([])
    command.assertSucceeded()
    assert.equal(await products(), before)
  })
})
