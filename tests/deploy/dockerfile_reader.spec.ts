import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { Build } from './support/dockerfile_build.js'
import { contextFiles, dockerIgnore } from './support/dockerfile_context.js'
import { Machine } from './support/dockerfile_machine.js'

const FORBIDDEN = [
  ...['.git/config', '.env', '.env.production', 'app/.env.production', '.data/secrets.json'],
  ...['storage/media/1.webp', 'tmp/install.lock', 'node_modules/pg/package.json', 'build/ace.js'],
  ...['tests/bootstrap.ts', 'bin/test.ts', 'benchmarks/prepare.ts', 'docs/architecture.md'],
  ...['deploy/backup.sh', 'docker-compose.prod.yaml', 'public/static/old.js', 'privkey.pem'],
]

test.group('Deploy | build context', () => {
  test('it has what is built, and neither data, keys nor tests', ({ assert }) => {
    const enters = dockerIgnore(readFileSync(app.makePath('.dockerignore'), 'utf8'))
    assert.deepEqual(FORBIDDEN.filter(enters), [])
    const needed = ['app/models/user.ts', 'bin/server.ts', 'deploy/entrypoint.sh', 'package.json']
    assert.deepEqual(needed.filter(enters), needed)
  })

  test('nothing of the checkout enters that is not source', ({ assert }) => {
    const files = contextFiles(app.makePath())
    const top = new Set(files.map((path) => path.split('/')[0]))
    assert.sameMembers(
      [...top].filter((name) => !/\.(ts|js|json)$/.test(name)),
      [
        ...['.adonisjs', 'app', 'bin', 'config', 'database', 'deploy', 'resources', 'scripts'],
        'start',
      ]
    )
    assert.deepEqual(
      files.filter((path) => /\.(spec\.ts|pem|key|env)$|(^|\/)\.env/.test(path)),
      []
    )
  })

  test('patterns of .dockerignore mean what the builder means by them', ({ assert }) => {
    const enters = dockerIgnore('*\n!app\n!deploy/run.sh\n# why\n**/*.log\napp/old?\n')
    const paths = ['app/a/b.ts', 'deploy/run.sh', 'deploy/x.sh', 'app/a.log', 'app/old1/a', 'a.ts']
    assert.deepEqual(paths.filter(enters), ['app/a/b.ts', 'deploy/run.sh'])
    assert.deepEqual(['a.ts', 'b/a.log'].filter(dockerIgnore('**/*.log')), ['a.ts'])
  })
})

test.group('Deploy | reader of the Dockerfile', (group) => {
  let folder: string
  let machine: Machine
  group.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'electric-reader-'))
    machine = new Machine(folder)
    return () => rmSync(folder, { recursive: true, force: true })
  })

  const build = (...lines: string[]) => {
    const place = mkdtempSync(join(folder, 'build-'))
    const source = ['FROM node:24-alpine AS one', ...lines].join('\n')
    return new Build(source, { folder: place, context: place, machine }).run()
  }

  test('what it does not know ends the build')
    .with([
      ['ADD https://example.com/x /x', /the instruction ADD is not known/],
      ['ONBUILD RUN true', /the instruction ONBUILD is not known/],
      ['RUN --mount=type=cache,target=/cache npm ci', /RUN --mount is not known/],
      ['COPY --link . .', /COPY --link is not known/],
      ['RUN <<EOF', /heredocs need BuildKit/],
      ['USER postgres', /no account postgres/],
      ['COPY missing /x', /COPY missing: not in the context/],
      ['COPY --from=two /x /x', /no stage two/],
    ] as [string, RegExp][])
    .run(async ({ assert }, [line, message]) => {
      await assert.rejects(() => build(line), message)
    })

  test('a command that fails ends the build, and says what it printed', async ({ assert }) => {
    await assert.rejects(() => build('RUN echo broken && false'), /ended with 1:\nbroken/)
  })

  test('a system package counts as installed only when its program is here', async ({ assert }) => {
    await build('RUN apk add --no-cache curl && curl --version')
    await assert.rejects(
      () => build('RUN apk add --no-cache nowhere-to-be-found'),
      /ended with 127|1:/
    )
  })

  test('a stage sees nothing of this machine but its programs, and cannot change them', async ({
    assert,
  }) => {
    const seen = await build('RUN ls -A / > /seen && ! touch /usr/x && ! touch /etc/x')
    const names = readFileSync(join(seen.root, 'seen'), 'utf8').trim().split('\n')
    const others = ['seen', 'tmp', 'root', 'opt', 'usr', 'etc', 'proc', 'dev']
    const programs = /^(s?bin|lib\d*)$/
    assert.deepEqual(names.filter((name) => !programs.test(name)).sort(), others.sort())
  })
})
