import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const run = promisify(execFile)

async function scripts(): Promise<string[]> {
  const names = await readdir(app.makePath('deploy'), { recursive: true })
  return names.filter((name) => name.endsWith('.sh')).map((name) => join('deploy', name))
}

/** What a shell says of a file without running it; nothing when it is content. */
async function complaints(program: string, args: string[]): Promise<string> {
  const cwd = app.makePath()
  const { stdout, stderr } = await run(program, args, { cwd }).catch((error) => error)
  return `${stdout}${stderr}`
}

test.group('Shell scripts', () => {
  test('shellcheck finds nothing in any of them', async ({ assert }) => {
    const files = await scripts()
    assert.isAbove(files.length, 10)
    assert.equal(await complaints('shellcheck', ['--external-sources', ...files]), '')
  })

  test('the shell that they name can read them', async ({ assert }) => {
    for (const file of await scripts()) {
      const content = await readFile(app.makePath(file), 'utf8')
      const [line] = content.split('\n')
      const [, shell] = /^(?:#!.*\b|# shellcheck shell=)(sh|bash)$/.exec(line) ?? []
      assert.isDefined(shell, file)
      assert.equal(await complaints(shell, ['-n', file]), '', file)
    }
  })

  test('those that staff run stop at the first error and explain themselves in Chinese', async ({
    assert,
  }) => {
    for (const name of ['backup', 'restore', 'upgrade', 'rollback']) {
      const file = app.makePath(`deploy/${name}.sh`)
      assert.include(await readFile(file, 'utf8'), '\nset -euo pipefail\n')
      const { stdout } = await run(file, ['--help'])
      assert.match(stdout, /^用法：deploy\//)
      assert.include(stdout, '退出码：')
    }
  })
})
