import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import testUtils from '@adonisjs/core/services/test_utils'
import SuperuserCreate from '#commands/superuser_create'
import User from '#models/user'

const PASSWORD = 'right-horse-4711'

async function run(environment: Record<string, string>) {
  const before = { ...process.env }
  Object.assign(process.env, environment)
  try {
    const command = await ace.create(SuperuserCreate, ['--noinput'])
    await command.exec()
    return command
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

test.group('Commands | superuser:create', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('makes an administrator with all rights and never prints the password', async ({
    assert,
  }) => {
    const command = await run({
      SUPERUSER_USERNAME: 'root-a',
      SUPERUSER_EMAIL: 'a@example.com',
      SUPERUSER_PASSWORD: PASSWORD,
    })
    command.assertSucceeded()
    const user = await User.findByOrFail('username', 'root-a')
    assert.isTrue(user.isSuperuser && user.isStaff)
    assert.equal(user.role, 'admin')
    assert.isTrue(await hash.verify(user.password!, PASSWORD))
    const printed = JSON.stringify(command.ui.logger.getLogs())
    assert.notInclude(printed, PASSWORD)
    assert.lengthOf(
      await db.from('audit_logs').where({ event: 'role_changed', entity_id: user.id }),
      1
    )
  })

  test('refuses {$self}')
    .with(['a weak password', 'a name that is taken', 'a missing password'] as const)
    .run(async ({ assert }, what) => {
      if (what === 'a name that is taken') await User.create({ username: 'root-b', role: 'dealer' })
      const environment: Record<string, string> = {
        SUPERUSER_USERNAME: 'root-b',
        SUPERUSER_EMAIL: 'b@example.com',
      }
      if (what !== 'a missing password')
        environment.SUPERUSER_PASSWORD = what === 'a weak password' ? 'password123' : PASSWORD
      const command = await run(environment)
      command.assertFailed()
      assert.lengthOf(await db.from('users').where({ username: 'root-b', is_superuser: true }), 0)
    })

  test('asks for name, address and password, the password twice', async ({ assert }) => {
    const command = await ace.create(SuperuserCreate, [])
    command.prompt.trap('用户名').replyWith('root-c')
    command.prompt.trap('邮箱（可留空）').replyWith('')
    command.prompt.trap('密码').replyWith(PASSWORD)
    command.prompt.trap('再次输入密码').replyWith('not-the-same-1')
    await command.exec()
    command.assertFailed()
    assert.lengthOf(await db.from('users').where('username', 'root-c'), 0)
  })
})
