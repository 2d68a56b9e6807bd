import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { readSettings } from '#shared/settings/settings'
import { HAIER, secret, usesWechatPay } from '#tests/unit/shared/production_environment'
import { ANY_TEXT, BESIDE, BOOLEANS, DEMO, MALFORMED } from './support/environment_cases.js'
import { freePort } from '#tests/helpers/processes'
import { productionEnvironment, startBuilt } from './support/production.js'

const S3 = {
  S3_ENDPOINT: 'https://s3.example.com',
  S3_REGION: 'cn-east-1',
  S3_BUCKET: 'mall-media',
  S3_PRIVATE_BUCKET: 'mall-private',
  S3_ACCESS_KEY_ID: 'mall',
  S3_SECRET_ACCESS_KEY: secret(),
}

/** Every variable of the example, and those that it says are required. */
const EXAMPLE = readFileSync(app.makePath('.env.example'), 'utf8')
const NAMES = [...EXAMPLE.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
const REQUIRED = [...EXAMPLE.matchAll(/【必填】\n#([A-Z][A-Z0-9_]*)=/g)]
  .map(([, name]) => name)
  /** Without it nothing is production. The image sets it. */
  .filter((name) => name !== 'NODE_ENV')

type Environment = Record<string, string>

/** Starts the built shop in such an environment and waits for its end. */
async function refusal(environment: Environment, entry = ['bin/server.js']) {
  const child = spawn(process.execPath, entry, {
    cwd: app.makePath('build'),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  const [code] = await once(child, 'close')
  return { code: code as number | null, out, err }
}

/** The names in the one message that there may be. Anything else that is printed is an error of its own. */
function namedIn({ code, out, err }: Awaited<ReturnType<typeof refusal>>): string[] {
  const [first, ...problems] = err.trimEnd().split('\n')
  const names = problems.map((line) => /^ {2}- ([A-Z0-9_]+)：\S/.exec(line)?.[1])
  const expected = `配置有误，服务没有启动。请修正以下 ${problems.length} 项后重试：`
  if (code !== 1 || out !== '' || first !== expected || names.includes(undefined))
    return [`not one message: ${code} ${out}${err}`]
  return names as string[]
}

/** Two starts at a time: the machine has more to do than this. */
async function inPairs<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index])
  }
  await Promise.all([lane(), lane()])
  return results
}

test.group('The environment of a production start', (group) => {
  const pay = usesWechatPay(group)
  let everything: Environment
  group.setup(async () => {
    const port = await freePort()
    everything = {
      ...productionEnvironment({ PORT: String(port) }),
      ...{ ...pay, ...HAIER, ...S3 },
    }
  })

  /** What each start says, and the secrets and wrong values that it said though it must not. */
  async function told(changes: Environment[], wrong: string[] = []) {
    const secrets = Object.entries(everything).filter(([name]) => /SECRET|PASSWORD|KEY$/.test(name))
    return inPairs(changes, async (change) => {
      const said = await refusal({ ...everything, ...change })
      const unsaid = [...wrong, ...secrets.map(([, value]) => value)]
      const leaked = unsaid.filter((value) => value.length > 4 && said.err.includes(value))
      return [...new Set(namedIn(said)), ...leaked]
    })
  }

  test('every variable of .env.example is of exactly one kind', ({ assert }) => {
    const kinds = [...Object.keys(MALFORMED), ...Object.keys(DEMO), ...ANY_TEXT]
    assert.sameMembers(kinds, NAMES)
    assert.lengthOf(kinds, new Set(kinds).size)
    assert.isAbove(REQUIRED.length, 15)
  })

  test('with everything right it serves', async ({ assert, cleanup }) => {
    const server = await startBuilt('web', everything)
    cleanup(() => server.kill('SIGKILL'))
    const { status } = await fetch(`${server.url}/healthz`)
    assert.equal(status, 200)
  })

  test('what takes any text takes any text', ({ assert }) => {
    for (const name of ANY_TEXT) {
      const { problems } = readSettings({ ...everything, [name]: '任意 #7431 text' })
      assert.deepEqual(problems, [], name)
    }
  })

  test('each required variable that is missing is named, alone', async ({ assert }) => {
    const missing = await told(REQUIRED.map((name) => ({ [name]: '' })))
    assert.deepEqual(
      missing,
      REQUIRED.map((name) => [name])
    )
  })

  test('all that are missing are named in one message, by server and worker alike', async ({
    assert,
  }) => {
    const bare = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' }
    const both = await inPairs([['bin/server.js'], ['ace.js', 'worker']], (entry) =>
      refusal(bare, entry)
    )
    for (const said of both) assert.sameMembers(namedIn(said), REQUIRED)
  })

  test('each malformed variable is named, alone, without its value', async ({ assert }) => {
    const names = Object.keys(MALFORMED)
    const changes = names.map((name) => ({ ...BESIDE[name], [name]: MALFORMED[name] }))
    const results = await told(
      changes,
      names.map((name) => MALFORMED[name]).filter((value) => /7431/.test(value))
    )
    assert.deepEqual(
      results,
      names.map((name) => [name])
    )
  }).timeout(240_000)

  test('a demo value or password is refused, alone, without being repeated', async ({ assert }) => {
    const names = Object.keys(DEMO)
    const results = await told(
      names.map((name) => ({ [name]: DEMO[name] })),
      Object.values(DEMO)
    )
    assert.deepEqual(
      results,
      names.map((name) => [name])
    )
  })

  test('everything wrong at once is one message with all names', async ({ assert }) => {
    /** One key is enough, and a wrong mode would be all there is to say. */
    const { NODE_ENV, APP_KEY, CDN_MEDIA_URL, ...wrong } = MALFORMED
    const [names] = await told([
      { ...wrong, ...DEMO, ...BESIDE.PRIVATE_MEDIA_ROOT, ...BESIDE.S3_PRIVATE_BUCKET },
    ])
    assert.sameMembers(names, [...Object.keys(wrong), ...Object.keys(DEMO)])
    assert.isTrue([NODE_ENV, APP_KEY, CDN_MEDIA_URL].every(Boolean))
  })

  test('booleans may be written as true, 1, yes, false, 0, no in any case', async ({ assert }) => {
    for (const name of BOOLEANS)
      for (const value of ['true', 'FALSE', '1', '0', 'Yes', 'nO', ' TRUE '])
        assert.deepEqual(readSettings({ ...everything, [name]: value }).problems, [], name)
    const written = ['TRUE', '0', 'yes', 'No', '1', 'False', 'NO', 'YES']
    const accepted = Object.fromEntries(BOOLEANS.map((name, index) => [name, written[index]]))
    assert.deepEqual(await told([{ ...accepted, SECRET_KEY: '' }]), [['SECRET_KEY']])
  })
})
