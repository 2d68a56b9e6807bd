import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { composeStacks, type Composed } from './support/compose.js'

const CERTIFICATES = '/etc/electric-miniprogram/certs'

test.group('Deploy | Compose containers', (group) => {
  let stacks: ReturnType<typeof composeStacks>
  group.setup(() => {
    stacks = composeStacks()
    return () => stacks.folder.remove()
  })

  test('the image is made here: nothing of that name is fetched from a registry', ({ assert }) => {
    for (const { services } of [stacks.prod, stacks.preprod, stacks.dev])
      for (const { image, pull_policy: policy } of Object.values(services))
        assert.equal(policy, image.startsWith('electric-miniprogram:') ? 'never' : undefined)
  })

  test('the database answers pg_isready over TCP every 5 seconds before it counts as healthy', ({
    assert,
  }) => {
    for (const { services } of [stacks.prod, stacks.preprod, stacks.dev]) {
      const {
        test: [kind, program, ...options],
        interval,
      } = services.db.healthcheck!
      assert.deepEqual([kind, program, interval], ['CMD', 'pg_isready', '5s'])
      assert.include(options, '--host=127.0.0.1')
      assert.include(options, `--dbname=${services.db.environment!.POSTGRES_DB}`)
    }
  })

  test('backend and worker are judged by the health check of the image', ({ assert }) => {
    assert.match(
      readFileSync(app.makePath('deploy/Dockerfile'), 'utf8'),
      /HEALTHCHECK[^]*?CMD curl .*\$\{PORT\}\/healthz/
    )
    for (const { services } of [stacks.prod, stacks.preprod]) {
      for (const name of ['backend', 'worker']) {
        assert.isUndefined(services[name].healthcheck)
        assert.equal(services[name].environment!.PORT, '8000')
      }
      assert.equal(services.worker.environment!.WORKER_PORT, '8000')
      assert.include(services.nginx.healthcheck!.test.join(' '), 'http://127.0.0.1/health')
    }
    assert.include(stacks.dev.services.backend.healthcheck!.test.join(' '), 'curl')
  })

  test('uploads, private files and static files are where nginx reads them', ({ assert }) => {
    const mounts = ({ services }: Composed, name: string) =>
      services[name].volumes!.map(
        ({ source, target, read_only: fixed }) => `${source}:${target}${fixed ? ':ro' : ''}`
      )
    for (const stack of [stacks.prod, stacks.preprod]) {
      const wechat = `${CERTIFICATES}/wechat:${CERTIFICATES}/wechat:ro`
      for (const name of ['backend', 'worker'])
        assert.deepEqual(mounts(stack, name), [
          'media:/data/media',
          'private_media:/data/private',
          'static_files:/data/static',
          wechat,
        ])
      assert.deepEqual(mounts(stack, 'nginx'), [
        `${stacks.folder.path('deploy/nginx.conf')}:/etc/nginx/nginx.conf:ro`,
        `${stacks.folder.path('deploy/nginx')}:/etc/nginx/shop:ro`,
        '/etc/electric-miniprogram/site:/etc/nginx/site:ro',
        `${CERTIFICATES}/nginx:/etc/nginx/certs:ro`,
        '/etc/electric-miniprogram/acme:/srv/acme:ro',
        'media:/srv/media:ro',
        'private_media:/srv/private:ro',
        'static_files:/srv/static:ro',
      ])
      assert.deepEqual(mounts(stack, 'db'), ['postgres_data:/var/lib/postgresql/data'])
    }
  })

  test('TLS is a matter of one variable', ({ assert }) => {
    const variables = {
      NGINX_CONF: './deploy/nginx.tls.conf',
    }
    const [{ source }] = stacks.ask('prod', variables).services.nginx.volumes!
    assert.equal(source, stacks.folder.path('deploy/nginx.tls.conf'))
  })

  test('containers have a read-only root and no power that they do not need', ({ assert }) => {
    const powers = {
      db: undefined,
      backend: undefined,
      worker: undefined,
      nginx: ['CHOWN', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
    }
    for (const { services } of [stacks.prod, stacks.preprod])
      for (const [name, service] of Object.entries(services)) {
        assert.isTrue(service.read_only, name)
        assert.deepEqual(service.cap_drop, ['ALL'])
        assert.deepEqual(service.cap_add, powers[name as keyof typeof powers])
        assert.deepEqual(service.security_opt, ['no-new-privileges:true'])
        assert.isUndefined(service.privileged)
        for (const mount of service.tmpfs!) assert.match(mount, /^\/[\w/]+:size=\d+m(,mode=1777)?$/)
      }
    assert.equal(stacks.prod.services.db.user, 'postgres')
  })

  test('memory, processors, processes and logs have limits that fit two cores and 4 GB', ({
    assert,
  }) => {
    for (const { services } of [stacks.prod, stacks.preprod]) {
      const all = Object.values(services)
      for (const { cpus, pids_limit: processes, logging } of all) {
        assert.isAtMost(cpus!, 1.5)
        assert.isAtMost(processes!, 200)
        assert.deepEqual(logging, {
          driver: 'json-file',
          options: { 'max-size': '20m', 'max-file': '5' },
        })
      }
      const total = all.reduce((sum, { mem_limit: limit }) => sum + Number(limit), 0)
      assert.isBelow(total, 3 * 1024 ** 3)
      assert.isAtLeast(Number(services.backend.mem_limit), 700 * 1024 ** 2)
    }
  })

  test('services get the time that they need to end', ({ assert }) => {
    const times = Object.entries(stacks.prod.services).map(
      ([name, { stop_grace_period: time }]) => [name, time]
    )
    assert.deepEqual(Object.fromEntries(times), {
      db: '1m0s',
      backend: '25s',
      worker: '25s',
      nginx: '30s',
    })
    for (const name of ['backend', 'worker', 'nginx'])
      assert.isTrue(stacks.prod.services[name].init)
  })

  test('development mounts the sources and keeps packages and data in volumes', ({ assert }) => {
    const { backend } = stacks.dev.services
    assert.equal(backend.build?.target, 'development')
    assert.deepEqual(
      backend.volumes!.map(({ type, target }) => [type, target]),
      [
        ['bind', '/app'],
        ['volume', '/app/node_modules'],
        ['volume', '/data'],
      ]
    )
    assert.deepEqual(backend.command, ['sh', 'deploy/development.sh'])
  })
})
