import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** One file per forbidden direction, and a few that are allowed and must stay quiet. */
const FORBIDDEN = {
  'orders-calls-downwards-only': ['app/orders/pays.ts', '#payments/open'],
  'catalog-calls-downwards-only': ['app/catalog/asks.ts', '#customers/find'],
  'domains-know-no-callers': ['app/payments/answers.ts', '#controllers/home'],
  'background-work-knows-no-http': ['app/jobs/renders.ts', '#controllers/home'],
  'openapi-knows-no-endpoint': ['app/openapi/looks.ts', '#models/user'],
  'descriptions-only-describe': ['app/descriptions/acts.ts', '#payments/open'],
  'models-know-no-domain': ['app/models/order.ts', '#payments/open'],
  'integrations-speak-the-wire-only': ['app/integrations/client.ts', '#models/user'],
  'sandbox-stands-alone': ['app/sandbox/judge.ts', '#integrations/wire'],
  'nothing-needs-the-sandbox': ['app/controllers/plays.ts', '#sandbox/stand_in'],
  'shared-is-the-bottom': ['app/shared/money.ts', '#models/user'],
  'no-dev-dependency-at-run-time': ['app/staff/draws.ts', 'playwright'],
  'no-unresolvable': ['app/staff/guesses.ts', '#models/nowhere'],
} as const
const ALLOWED = {
  'app/controllers/calls.ts': '#payments/open',
  'app/descriptions/names.ts': '#shared/text',
  'app/payments/marks.ts': '#customers/find',
  'app/integrations/pays.ts': '#shared/text',
}
const TARGETS = [
  'app/payments/open.ts',
  'app/customers/find.ts',
  'app/controllers/home.ts',
  'app/models/user.ts',
  'app/integrations/wire.ts',
  'app/sandbox/stand_in.ts',
  'app/shared/text.ts',
]
const RULE_FILES = [
  ...['package.json', 'tsconfig.json'],
  ...['.dependency-cruiser.cjs', 'depcruise.resolve.cjs'],
]

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string }[] }
}

/** A small tree with the planted files, judged by the rules of this repository. */
async function judge(files: Record<string, string>) {
  const tree = await mkdtemp(join(tmpdir(), 'architecture-'))
  try {
    for (const name of RULE_FILES) await copyFile(app.makePath(name), join(tree, name))
    await symlink(app.makePath('node_modules'), join(tree, 'node_modules'))
    for (const [name, source] of Object.entries(files)) {
      await mkdir(dirname(join(tree, name)), { recursive: true })
      await writeFile(join(tree, name), source)
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        app.makePath('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'app'],
      ],
      { cwd: tree }
    )
    const { summary } = JSON.parse(stdout) as Cruise
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
  } finally {
    await rm(tree, { recursive: true })
  }
}

const importing = (what: string) => `import { value } from '${what}'\nexport const used = value\n`

test.group('Architecture', () => {
  test('an import against the direction of the architecture is refused', async ({ assert }) => {
    const violations = await judge({
      ...Object.fromEntries(TARGETS.map((name) => [name, 'export const value = 1\n'])),
      ...Object.fromEntries(
        Object.values(FORBIDDEN).map(([file, what]) => [file, importing(what)])
      ),
      ...Object.fromEntries(Object.entries(ALLOWED).map(([file, what]) => [file, importing(what)])),
    })

    assert.sameMembers(
      violations,
      Object.entries(FORBIDDEN).map(([rule, [file]]) => `${rule}: ${file}`)
    )
  })

  test('two files that import each other are refused', async ({ assert }) => {
    const violations = await judge({
      'app/orders/first.ts': "import { b } from '#orders/second'\nexport const a = () => b()\n",
      'app/orders/second.ts': "import { a } from '#orders/first'\nexport const b = () => a()\n",
    })

    assert.deepEqual(
      new Set(violations.map((line) => line.split(':')[0])),
      new Set(['no-circular'])
    )
  })
})
