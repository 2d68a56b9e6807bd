import { readdirSync, readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** What other programs than the shop's settings read, each with the source that does. */
const ELSEWHERE: Record<string, string> = {
  SUPERUSER_USERNAME: 'app/commands/superuser_create.ts',
  SUPERUSER_EMAIL: 'app/commands/superuser_create.ts',
  SUPERUSER_PASSWORD: 'app/commands/superuser_create.ts',
  SANDBOX_STATE: 'app/commands/sandbox.ts',
  SANDBOX_SEED: 'app/commands/sandbox.ts',
  SANDBOX_NOTIFY_BASE: 'app/commands/sandbox.ts',
  CHROMIUM_PATH: 'tests/helpers/browser.ts',
}

/** Read only to say that they may be removed. */
const ABANDONED = ['WECHAT_PAY_SECRET', 'WECHAT_PAY_DEBUG']

const text = (path: string) => readFileSync(app.makePath(path), 'utf8')

/** Every variable of the example with its default; '' where there is none. */
function example(): Map<string, string> {
  const lines = text('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)
  return new Map([...lines].map(([, name, value]) => [name, value]))
}

/** Every name that the settings read: they stand as texts in upper case, and nothing else does. */
function readBySettings(): string[] {
  const folder = 'app/shared/settings'
  const sources = readdirSync(app.makePath(folder)).filter((name) => name !== 'demo_values.ts')
  const names = sources.flatMap((name) =>
    [...text(`${folder}/${name}`).matchAll(/'([A-Z][A-Z0-9_]{3,})'/g)].map(([, found]) => found)
  )
  return [...new Set(names)].filter((name) => !ABANDONED.includes(name))
}

test.group('.env.example', () => {
  test('names every variable that the settings read', ({ assert }) => {
    const names = readBySettings()
    assert.includeMembers(names, [
      'HOST',
      'POSTGRES_HOST',
      'WECHAT_PAY_API_V3_KEY',
      'YLH_SHOP_NAME',
    ])
    assert.includeMembers([...example().keys()], names)
  })

  test('names no variable that nothing reads', ({ assert }) => {
    const known = new Set([...readBySettings(), ...Object.keys(ELSEWHERE)])
    assert.deepEqual(
      [...example().keys()].filter((name) => !known.has(name)),
      []
    )
    for (const [name, source] of Object.entries(ELSEWHERE))
      assert.isTrue(text(source).includes(name), `${source} reads ${name}`)
  })

  test('stands whole in the guide for operators, with the same defaults', ({ assert }) => {
    const rows = text('docs/deployment.md').matchAll(
      /^\| `([A-Z][A-Z0-9_]*)` +\| ([^|]*)\| ([^|]*)\|/gm
    )
    const told = new Map(
      [...rows].map(([, name, , value]) => [name, value.replaceAll('`', '').trim()])
    )
    const table = [...example().keys()].map((name) => [name, told.get(name)])
    assert.deepEqual(table, [...example()])
  })

  test('holds no secret', ({ assert }) => {
    for (const [name, value] of example())
      if (/SECRET|PASSWORD|_KEY$|TOKEN_URL$/.test(name)) assert.equal(value, '', name)
  })

  test('switches nothing on by itself', ({ assert }) => {
    assert.notMatch(text('.env.example'), /^[^#\n]/m)
  })
})
