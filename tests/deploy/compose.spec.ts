import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import {
  composeFile,
  composeStacks,
  faults,
  STACKS,
  written,
  type Composed,
} from './support/compose.js'

test.group('Deploy | Compose files', (group) => {
  let stacks: ReturnType<typeof composeStacks>
  group.setup(() => {
    stacks = composeStacks()
    return () => stacks.folder.remove()
  })

  test('they obey the Compose specification; production listens on every address, on purpose', ({
    assert,
  }) => {
    assert.deepEqual(faults(composeFile('dev')), [])
    assert.deepEqual(faults(composeFile('preprod')), [])
    assert.deepEqual(
      faults(composeFile('prod')).map((fault) => fault.split(':')[0]),
      ['no-unbound-port-interfaces', 'no-unbound-port-interfaces']
    )
  })

  test('a key that the specification does not know is found', ({ assert, cleanup }) => {
    const place = mkdtempSync(join(tmpdir(), 'electric-compose-'))
    cleanup(() => rmSync(place, { recursive: true }))
    const broken = readFileSync(composeFile('prod'), 'utf8').replace('cpus: 1.5', 'cpu_limit: 1.5')
    writeFileSync(join(place, 'docker-compose.yaml'), broken)
    assert.match(faults(join(place, 'docker-compose.yaml')).join(), /^invalid-schema: /)
  })

  test('each stack has its own name and its own data', ({ assert }) => {
    const names = [stacks.prod, stacks.preprod, stacks.dev].map(({ name }) => name)
    assert.deepEqual(names, ['electric-miniprogram', 'electric-preprod', 'electric-dev'])
    const volumes = ['media', 'postgres_data', 'private_media', 'static_files']
    for (const stack of [stacks.prod, stacks.preprod])
      assert.deepEqual(
        Object.values(stack.volumes)
          .map(({ name }) => name)
          .sort(),
        volumes.map((volume) => `${stack.name}_${volume}`)
      )
    assert.equal(stacks.dev.volumes.postgres_data.name, 'electric-dev_postgres_data')
  })

  test('services and images are those of the contract', ({ assert }) => {
    for (const { services } of [stacks.prod, stacks.preprod]) {
      assert.sameMembers(Object.keys(services), ['db', 'backend', 'worker', 'nginx'])
      assert.equal(services.db.image, 'postgres:17-alpine')
      assert.equal(services.nginx.image, 'nginx:alpine')
      assert.equal(services.backend.image, 'electric-miniprogram:latest')
      assert.equal(services.worker.image, services.backend.image)
      assert.deepEqual(services.worker.command, ['node', 'ace', 'worker'])
      assert.equal(services.backend.build?.dockerfile, 'deploy/Dockerfile')
    }
    assert.sameMembers(Object.keys(stacks.dev.services), ['db', 'backend'])
    const { backend, worker } = stacks.ask('prod', { ELECTRIC_VERSION: '1.4.0' }).services
    assert.equal(backend.image, 'electric-miniprogram:1.4.0')
    assert.equal(backend.build?.args?.VERSION, '1.4.0')
    assert.equal(worker.image, backend.image)
  })

  test('only nginx is open to the outside', ({ assert }) => {
    for (const { services } of [stacks.prod, stacks.preprod]) {
      for (const name of ['db', 'backend', 'worker']) assert.isUndefined(services[name].ports)
      const ports = services.nginx.ports!.map(({ published, target }) => [published, target])
      assert.deepEqual(ports, [
        ['80', 80],
        ['443', 443],
      ])
    }
    const { nginx } = stacks.ask('prod', { HTTP_PORT: '8080', HTTPS_PORT: '8443' }).services
    assert.deepEqual(
      nginx.ports!.map(({ published }) => published),
      ['8080', '8443']
    )
  })

  test('development listens on 8000 and 5432 of this machine alone', ({ assert }) => {
    const published = Object.values(stacks.dev.services).flatMap((service) => service.ports!)
    assert.deepEqual(
      published.map(({ host_ip: address, published: port, target }) => [address, port, target]),
      [
        ['127.0.0.1', '8000', 8000],
        ['127.0.0.1', '5432', 5432],
      ]
    )
  })

  test('the database is out of reach of nginx, and without a way out', ({ assert }) => {
    for (const { services, networks } of [stacks.prod, stacks.preprod]) {
      assert.isTrue(networks.database.internal)
      assert.deepEqual(Object.keys(services.db.networks), ['database'])
      assert.deepEqual(Object.keys(services.nginx.networks), ['default'])
      for (const name of ['backend', 'worker'])
        assert.sameMembers(Object.keys(services[name].networks), ['default', 'database'])
    }
  })

  test('each service waits until what it needs is healthy, and restarts unless stopped', ({
    assert,
  }) => {
    const waits = ({ services }: Composed) =>
      Object.fromEntries(
        Object.entries(services).map(([name, { depends_on: needs = {} }]) => [
          name,
          Object.entries(needs)
            .map(([other, { condition }]) => `${other}: ${condition}`)
            .sort(),
        ])
      )
    for (const stack of [stacks.prod, stacks.preprod])
      assert.deepEqual(waits(stack), {
        db: [],
        backend: ['db: service_healthy'],
        worker: ['backend: service_healthy', 'db: service_healthy'],
        nginx: ['backend: service_healthy'],
      })
    assert.deepEqual(waits(stacks.dev), { db: [], backend: ['db: service_healthy'] })
    for (const { services } of [stacks.prod, stacks.preprod, stacks.dev])
      for (const { restart } of Object.values(services)) assert.equal(restart, 'unless-stopped')
  })

  test('secrets come from the file of the operator alone', ({ assert }) => {
    const file = '${ELECTRIC_ENV_FILE:-/etc/electric-miniprogram/.env.production}'
    for (const name of ['db', 'backend', 'worker']) {
      assert.deepEqual(written('prod').services[name].env_file, [file])
      assert.equal(stacks.prod.services[name].environment!.POSTGRES_PASSWORD, 'from-the-file')
      assert.equal(stacks.preprod.services[name].environment!.POSTGRES_PASSWORD, 'from-the-file')
    }
    assert.isUndefined(written('prod').services.nginx.env_file)
    const files = [...STACKS.slice(1).map(composeFile), app.makePath('deploy/preprod.env')]
    for (const path of files)
      assert.notMatch(readFileSync(path, 'utf8'), /^\s*\w*(SECRET|PASSWORD|KEY|TOKEN)\w*\s*[:=]/m)
    assert.throws(() => stacks.folder.config('prod'), /\.env\.production/)
  })

  test('what the containers are made for cannot be changed by that file', ({ assert }) => {
    for (const { services } of [stacks.prod, stacks.preprod])
      for (const name of ['backend', 'worker'])
        assert.containSubset(services[name].environment, {
          NODE_ENV: 'production',
          POSTGRES_HOST: 'db',
          POSTGRES_DB: 'electric_miniprogram',
          POSTGRES_USER: 'electric',
          MEDIA_ROOT: '/data/media',
          PRIVATE_MEDIA_ROOT: '/data/private',
          MEDIA_ACCEL_REDIRECT: 'true',
        })
    const { POSTGRES_DB, POSTGRES_USER } = stacks.prod.services.db.environment!
    assert.deepEqual([POSTGRES_DB, POSTGRES_USER], ['electric_miniprogram', 'electric'])
    assert.containSubset(stacks.dev.services.backend.environment, {
      POSTGRES_DB: 'electric_dev',
      POSTGRES_USER: 'electric',
    })
  })

  test('pre-production adds localhost over http to what the file says', ({ assert }) => {
    for (const name of ['backend', 'worker']) {
      assert.containSubset(stacks.preprod.services[name].environment, {
        ALLOWED_HOSTS: '.shop.example.com,localhost,127.0.0.1',
        CORS_ALLOWED_ORIGINS: 'http://localhost,http://127.0.0.1',
        SECURE_SSL_REDIRECT: 'false',
        SECRET_KEY: 'of-the-operator',
      })
      assert.equal(stacks.prod.services[name].environment!.ALLOWED_HOSTS, '.shop.example.com')
      assert.isUndefined(stacks.prod.services[name].environment!.SECURE_SSL_REDIRECT)
    }
  })
})
