import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { until } from '#tests/resilience/support/waiting'
import { nginxFolder, runNginx, writeConfiguration } from './support/nginx.js'
import { ask, textOf } from './support/nginx_client.js'
import { startUpstream } from './support/nginx_upstream.js'
import { freePort } from '#tests/helpers/processes'

/** In a mount namespace of its own, `backend` is what this file says, for getent and for nginx alike. */
const WITH_HOSTS = 'mount --bind "$0" /etc/hosts && exec sh "$1" -c "$2"'

/** Two backends under one port, as two containers have it, and the files of an nginx that follows them. */
async function place() {
  const port = await freePort()
  const backends = await Promise.all(
    ['127.0.0.2', '127.0.0.3'].map((host) =>
      startUpstream((_, response) => response.end(host), port, host)
    )
  )
  const folder = await nginxFolder()
  const ports = { port: await freePort(), tlsPort: await freePort() }
  const wanted = { backends: `backend:${port}` }
  const configuration = await writeConfiguration(folder, wanted, ports)
  const hosts = join(folder, 'hosts')
  const known = (...addresses: string[]) =>
    writeFile(
      hosts,
      ['127.0.0.1 localhost', ...addresses.map((one) => `${one} backend`), ''].join('\n')
    )
  await known()
  const script = app.makePath('deploy/nginx/follow-backend.sh')
  return {
    ...{ folder, ports, configuration, known },
    close: async () => {
      await Promise.all(backends.map((backend) => backend.close()))
      await rm(folder, { recursive: true, force: true })
    },
    start: () =>
      runNginx(
        folder,
        ports,
        ['unshare', '--mount', 'sh', '-c', WITH_HOSTS, hosts, script, configuration],
        { BACKEND_POLL_SECONDS: '0.1' }
      ),
    /** What nginx and the script have written, as soon as it has this in it. */
    async hears(text: string): Promise<string> {
      let heard = ''
      await until(async () => {
        heard = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '')
        return heard.includes(text)
      })
      return heard
    },
    /** Who answers eight requests in a row. */
    async answering(): Promise<string> {
      const found = new Set<string>()
      for (let time = 0; time < 8; time++) found.add(await textOf(ask(ports.port, '/api/')))
      return [...found].sort().join(' ')
    },
  }
}

/** Running processes whose command line mentions this folder. */
async function processesOf(folder: string): Promise<{ id: number; line: string }[]> {
  const names = await readdir('/proc')
  const ids = names.filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    ids.map(async (id) => ({
      id: Number(id),
      line: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''),
    }))
  )
  return found.filter(({ line }) => line.includes(folder))
}

test.group('nginx | follow-backend.sh', () => {
  test('waits for the name, follows its addresses, and ends with nginx', async ({
    assert,
    cleanup,
  }) => {
    const { known, hears, start, answering, close, folder } = await place()
    cleanup(close)
    const starting = start()
    await hears('等待 backend 的地址')
    await known('127.0.0.2')
    const nginx = await starting
    cleanup(nginx.stop)
    assert.equal(await answering(), '127.0.0.2')
    for (const addresses of [['127.0.0.2', '127.0.0.3'], ['127.0.0.3']]) {
      await known(...addresses)
      const wanted = addresses.join(' ')
      await hears(`后端地址已更新：${wanted} \n`)
      await until(async () => {
        const found = await answering()
        return found === wanted
      })
    }
    nginx.child.kill('SIGQUIT')
    await until(async () => {
      const left = await processesOf(folder)
      return left.length === 0
    })
    assert.equal(nginx.child.exitCode, 0)
  })

  test('keeps what works when the configuration is broken, and goes on when it is mended', async ({
    assert,
    cleanup,
  }) => {
    const { known, hears, start, answering, close, configuration } = await place()
    cleanup(close)
    await known('127.0.0.2')
    const nginx = await start()
    cleanup(nginx.stop)
    const whole = await readFile(configuration)
    await appendFile(configuration, 'nonsense;\n')
    await known('127.0.0.3')
    assert.include(await hears('配置检查没有通过'), 'unknown directive "nonsense"')
    assert.equal(await answering(), '127.0.0.2')
    await writeFile(configuration, whole)
    await hears('后端地址已更新：127.0.0.3 ')
  })

  test('ends when it is stopped while it waits', async ({ assert, cleanup }) => {
    const { hears, start, close, folder } = await place()
    cleanup(close)
    const starting = start()
    await hears('等待 backend 的地址')
    const [{ id }] = await processesOf(folder)
    process.kill(id, 'SIGTERM')
    await assert.rejects(() => starting, /nginx did not start/)
  })
})
