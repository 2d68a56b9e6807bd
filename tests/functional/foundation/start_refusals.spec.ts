import { execFile } from 'node:child_process'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

interface Outcome {
  code: number | null
  out: string
  err: string
}

/** Starts a process of the shop in an environment of its own and waits until it ended. */
function start(entry: string[], environment: Record<string, string>): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import=@poppinss/ts-exec', ...entry],
      { cwd: app.makePath(), env: { PATH: process.env.PATH, ...environment } },
      (_error, out, err) => resolve({ code: child.exitCode, out, err })
    )
  })
}

test.group('A start without settings', () => {
  test('{entry} in production names everything in one message and ends')
    .with([{ entry: ['bin/server.ts'] }, { entry: ['bin/console.ts', 'worker'] }])
    .run(async ({ assert }, { entry }) => {
      const { code, out, err } = await start(entry, {
        NODE_ENV: 'production',
        WECHAT_SECRET: 'sandbox-secret',
        TRUSTED_PROXIES: 'everybody',
      })
      assert.equal(code, 1)
      assert.equal(out, '')
      const lines = err.trim().split('\n')
      assert.equal(lines[0], `配置有误，服务没有启动。请修正以下 ${lines.length - 1} 项后重试：`)
      for (const name of ['SECRET_KEY', 'ALLOWED_HOSTS', 'POSTGRES_HOST', 'WECHAT_APPID'])
        assert.include(lines, `  - ${name}：缺少`)
      for (const line of lines.slice(1)) assert.match(line, /^ {2}- [A-Z_]+：\S+/)
      assert.notInclude(err, 'sandbox-secret')
    })

  test('in development without a key it ends with the one line that helps', async ({ assert }) => {
    const { code, err } = await start(['bin/server.ts'], {
      NODE_ENV: 'development',
      SECRET_KEY: '',
    })
    assert.equal(code, 1)
    assert.equal(err, '配置有误，服务没有启动。请修正以下 1 项后重试：\n  - SECRET_KEY：缺少\n')
  })
})
