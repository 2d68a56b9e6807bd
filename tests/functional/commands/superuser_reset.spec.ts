import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import hash from '@adonisjs/core/services/hash'
import testUtils from '@adonisjs/core/services/test_utils'
import SuperuserReset from '#commands/superuser_reset'
import { createSuperuser } from '#staff/actions/create_superuser'
import { makeStaff } from '#tests/helpers/staff'

const PASSWORD = 'right-horse-4711'
const NEXT = 'other-horse-0815'

async function reset(args: string[], username: string) {
  const command = await ace.create(SuperuserReset, args)
  command.prompt.trap(`${username} 的新密码`).replyWith(NEXT)
  command.prompt.trap('再次输入新密码').replyWith(NEXT)
  await command.exec()
  return command
}

test.group('Commands | superuser:reset', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('gives a new password and ends all sessions', async ({ assert }) => {
    const user = await createSuperuser({ username: 'root-r', email: '', password: PASSWORD })
    const command = await reset(['--username=root-r'], 'root-r')
    command.assertSucceeded()
    await user.refresh()
    assert.isTrue(await hash.verify(user.password!, NEXT))
    assert.equal(user.tokenVersion, 1)
  })

  test('asks for an id when several match', async ({ assert }) => {
    const one = await createSuperuser({ username: 'root-1', email: '', password: PASSWORD })
    await createSuperuser({ username: 'root-2', email: '', password: PASSWORD })
    const unsure = await ace.create(SuperuserReset, [])
    await unsure.exec()
    unsure.assertFailed()
    const sure = await reset([`--id=${one.id}`], 'root-1')
    sure.assertSucceeded()
    await one.refresh()
    assert.equal(one.tokenVersion, 1)
  })

  test('raises and makes nobody', async ({ assert }) => {
    const user = await makeStaff({ username: 'plain-admin' })
    const command = await ace.create(SuperuserReset, ['--username=plain-admin'])
    await command.exec()
    command.assertFailed()
    await user.refresh()
    assert.isFalse(user.isSuperuser)
  })
})
