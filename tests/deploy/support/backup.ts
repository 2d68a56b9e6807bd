import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { startScript, type Ended, type Running, type Script } from './backup_scripts.js'
import { query, server } from './backup_database.js'
import { fingerprint, MORE } from './backup_rows.js'

const run = promisify(execFile)
const admin = (sql: string) => query('postgres', sql)

/** A shop with demo data, odd rows and pictures, of which every test gets a copy. */
export class TrialShops {
  #folder = ''
  #count = 0
  readonly #template = `trial_${process.pid}`

  /** `goods`: with demo data and pictures, else only tables. */
  async make({ goods = true } = {}) {
    this.#folder = await mkdtemp(join(tmpdir(), 'shop-backup-'))
    await admin(`create database ${this.#template} template template0`)
    await run(process.execPath, ['ace.js', 'shop:prepare', ...(goods ? ['--seed'] : [])], {
      cwd: app.makePath('build'),
      env: {
        ...process.env,
        POSTGRES_DB: this.#template,
        MEDIA_ROOT: join(this.#folder, 'media'),
        PRIVATE_MEDIA_ROOT: join(this.#folder, 'private'),
      },
    })
    await query(this.#template, MORE)
    await thinOut(join(this.#folder, 'media'))
    await storeMore(join(this.#folder, 'media'), join(this.#folder, 'private'))
  }

  async open(): Promise<TrialShop> {
    const database = `${this.#template}_${(this.#count += 1)}`
    const folder = join(this.#folder, database)
    await admin(`create database ${database} template ${this.#template}`)
    await mkdir(folder)
    for (const place of ['media', 'private'])
      await cp(join(this.#folder, place), join(folder, place), { recursive: true })
    return new TrialShop(database, folder)
  }

  async remove() {
    const left = await query<{ datname: string }>(
      'postgres',
      `select datname from pg_database where starts_with(datname, '${this.#template}')`
    )
    for (const { datname } of left) await admin(`drop database "${datname}" with (force)`)
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** A few dozen pictures prove what a thousand do. */
async function thinOut(media: string) {
  const entries = await readdir(media, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile()).slice(40)
  for (const { parentPath, name } of files) await rm(join(parentPath, name))
}

/** Names and modes that pictures of an earlier system may have. */
async function storeMore(media: string, files: string) {
  await mkdir(join(media, 'images/旧 图'), { recursive: true })
  await mkdir(join(files, 'images'), { recursive: true })
  await writeFile(join(media, 'images/旧 图/冰箱 (1)\'"&.jpg'), Buffer.alloc(70_000, 7))
  await writeFile(join(media, 'images/空.png'), '', { mode: 0o604 })
  await writeFile(join(files, 'images/发票.pdf'), '发票', { mode: 0o640 })
  await writeFile(join(media, 'images/half.jpg.0a1b2c3d.part'), 'half')
}

/** A database with its pictures, and the scripts without containers pointed at them. */
export class TrialShop {
  readonly media: string
  readonly private: string
  readonly backups: string

  constructor(
    readonly database: string,
    readonly folder: string
  ) {
    this.media = join(folder, 'media')
    this.private = join(folder, 'private')
    this.backups = join(folder, 'backups')
  }

  get environment(): Record<string, string> {
    return {
      ELECTRIC_RUNTIME: 'host',
      POSTGRES_HOST: server.host ?? '',
      POSTGRES_PORT: String(server.port),
      POSTGRES_USER: server.user ?? '',
      POSTGRES_PASSWORD: server.password ?? '',
      POSTGRES_DB: this.database,
      MEDIA_ROOT: this.media,
      PRIVATE_MEDIA_ROOT: this.private,
      BACKUP_DIR: this.backups,
    }
  }

  start(script: Script, args: string[] = [], changes: Record<string, string> = {}): Running {
    return startScript(script, args, { ...this.environment, ...changes })
  }

  run(script: Script, args: string[] = [], changes: Record<string, string> = {}): Promise<Ended> {
    return this.start(script, args, changes).ended
  }

  /** How a script ended that is expected to say the usual. */
  async code(...call: Parameters<TrialShop['run']>): Promise<number | null> {
    const { code } = await this.run(...call)
    return code
  }

  /** A back-up that must succeed; answers its folder. */
  async backUp(changes: Record<string, string> = {}): Promise<string> {
    const { code, said } = await this.run('backup', [], changes)
    const there = await this.finished()
    const name = there.findLast((one) => /^\d/.test(one))
    if (code !== 0 || !name) throw new Error(`the back-up ended with ${code}: ${said}`)
    return join(this.backups, name)
  }

  /** Everything in the back-up folder but the lock, oldest first. */
  async finished(): Promise<string[]> {
    const names = await readdir(this.backups).catch(() => [])
    return names.filter((name) => !name.endsWith('.lock')).sort()
  }

  query<Row extends object>(sql: string): Promise<Row[]> {
    return query<Row>(this.database, sql)
  }

  /** Databases of this shop besides its own: being filled, or kept. */
  async others(): Promise<string[]> {
    const rows = await query<{ datname: string }>(
      'postgres',
      `select datname from pg_database where starts_with(datname, '${this.database}_') order by 1`
    )
    return rows.map(({ datname }) => datname)
  }

  /** Everything of the shop by name: rows, sequences, definitions, and files with mode and content. */
  async look(): Promise<Record<string, string>> {
    return { ...(await fingerprint(this.database)), ...(await this.files()) }
  }

  /** Every picture and file that is in use. */
  async files(): Promise<Record<string, string>> {
    const found: Record<string, string> = {}
    for (const root of [this.media, this.private]) {
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      for (const entry of entries.filter((one) => one.isFile())) {
        const path = join(entry.parentPath, entry.name)
        if (path.includes('/.before-') || path.endsWith('.part')) continue
        const hash = createHash('sha256').update(await readFile(path))
        const { mode } = await stat(path)
        found[relative(this.folder, path)] = `${mode.toString(8)} ${hash.digest('hex')}`
      }
    }
    return found
  }
}
