import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { until } from '#tests/resilience/support/waiting'
import { freePort } from '#tests/helpers/processes'

/** Texts to replace in our files: what, by what, and how often it must be there. */
type Replacement = [what: string, by: string, times: number]

interface Wanted {
  /** the file of `deploy/` */
  file?: 'nginx.conf' | 'nginx.tls.conf'
  /** ports of loopback instead of `backend:8000`; a text keeps a name, e.g. `backend:41234` */
  backends: number[] | string
}

export interface Nginx {
  child: ChildProcess
  port: number
  /** of the TLS variant */
  tlsPort: number
  /** holds srv/{media,private,static,acme}, site, certs, the configuration, and the logs */
  folder: string
  /** the access log, a line each */
  accessLog: () => Record<string, unknown>[]
  errorLog: () => string
  stop: () => Promise<void>
}

/** The folders that Compose mounts, empty but for the built files of pages. */
export async function nginxFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-nginx-'))
  /** the workers are another user */
  chmodSync(folder, 0o755)
  for (const name of ['srv/media', 'srv/private', 'srv/acme', 'site', 'certs', 'run', 'cache'])
    mkdirSync(join(folder, name), { recursive: true })
  await cp(app.makePath('build/public/static'), join(folder, 'srv/static'), { recursive: true })
  return folder
}

/**
 * Writes our configuration for loopback into the folder and returns its path. Nothing but ports, paths,
 * user and upstream servers is replaced, and each exactly as often as it must be there.
 */
export async function writeConfiguration(
  folder: string,
  { file = 'nginx.conf', backends }: Wanted,
  ports: { port: number; tlsPort: number }
): Promise<string> {
  const tls = file === 'nginx.tls.conf'
  const addresses =
    typeof backends === 'string' ? [backends] : backends.map((port) => `127.0.0.1:${port}`)
  const servers = addresses.map((address) => `server ${address} max_fails=0;`).join(' ')
  const shop: Replacement = ['/etc/nginx/shop/', `${folder}/shop/`, -1]
  const files: Record<string, Replacement[]> = {
    'http.conf': [
      ['server backend:8000 max_fails=0;', servers, 1],
      ['/var/cache/nginx/', `${folder}/cache/`, 5],
      ['include /etc/nginx/site/', `include ${folder}/site/`, 1],
    ],
    'certificate_renewal.conf': [['root /srv/', `root ${folder}/srv/`, 1]],
    'locations.conf': [
      ['root /srv;', `root ${folder}/srv;`, 2],
      ['alias /srv/private/', `alias ${folder}/srv/private/`, 1],
      ['root /etc/nginx/site;', `root ${folder}/site;`, 2],
    ],
  }
  for (const name of await readdir(app.makePath('deploy/nginx')))
    if (name.endsWith('.conf')) await copyReplaced(`nginx/${name}`, [shop, ...(files[name] ?? [])])
  await cp(app.makePath('deploy/nginx/pages'), join(folder, 'shop/pages'), { recursive: true })
  return copyReplaced(file, [
    shop,
    ['user nginx;', 'user www-data;', 1],
    ['/var/run/', `${folder}/run/`, 1],
    ['listen 80 ', `listen 127.0.0.1:${ports.port} `, 1],
    ['listen 443 ', `listen 127.0.0.1:${ports.tlsPort} `, tls ? 1 : 0],
    ['ssl_certificate /etc/nginx/certs/', `ssl_certificate ${folder}/certs/`, tls ? 1 : 0],
    ['ssl_certificate_key /etc/nginx/certs/', `ssl_certificate_key ${folder}/certs/`, tls ? 1 : 0],
  ])

  async function copyReplaced(path: string, replacements: Replacement[]): Promise<string> {
    let text = await readFile(app.makePath('deploy', path), 'utf8')
    for (const [what, by, times] of replacements) {
      const found = text.split(what).length - 1
      if (times >= 0 && found !== times)
        throw new Error(`deploy/${path}: ${what} is there ${found} times, not ${times}`)
      text = text.replaceAll(what, by)
    }
    const target = join(folder, path.replace(/^nginx\//, 'shop/'))
    mkdirSync(join(target, '..'), { recursive: true })
    await writeFile(target, text)
    return target
  }
}

/** Starts nginx with our files in front of these ports, and waits until it answers. */
export async function startNginx(wanted: Wanted, given?: string): Promise<Nginx> {
  const folder = given ?? (await nginxFolder())
  const ports = { port: await freePort(), tlsPort: await freePort() }
  const configuration = await writeConfiguration(folder, wanted, ports)
  return runNginx(folder, ports, ['nginx', '-c', configuration, '-g', 'daemon off;'])
}

/** Runs a command that ends up as nginx. The logs are /dev/stdout and /dev/stderr, which are files here. */
export async function runNginx(
  folder: string,
  ports: { port: number; tlsPort: number },
  [program, ...args]: string[],
  environment: Record<string, string> = {}
): Promise<Nginx> {
  const logs = ['access.log', 'error.log'].map((name) => join(folder, name))
  const [out, err] = logs.map((path) => openSync(path, 'a'))
  const child = spawn(program, args, {
    stdio: ['ignore', out, err],
    env: { ...process.env, ...environment },
  })
  closeSync(out)
  closeSync(err)
  const read = (path: string) => readFileSync(path, 'utf8')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  const errorLog = () => read(logs[1])
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${errorLog()}`)
    return accepts(ports.port)
  })
  const accessLog = () =>
    read(logs[0])
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  return { child, ...ports, folder, accessLog, errorLog, stop }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  socket.destroy()
  return connected
}
