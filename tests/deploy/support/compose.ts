import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { DCLinter } from 'dclint'
import { parse } from 'yaml'

export type Stack = 'dev' | 'preprod' | 'prod'
export const STACKS: Stack[] = ['dev', 'preprod', 'prod']

/** The parts of a service that the tests look at, as `docker compose config` writes them. */
export interface Service {
  image: string
  build?: { context: string; dockerfile: string; target?: string; args?: Record<string, string> }
  command: string[] | null
  restart: string
  environment?: Record<string, string>
  env_file?: string[]
  depends_on?: Record<string, { condition: string }>
  ports?: { target: number; published: string; host_ip?: string }[]
  volumes?: { type: string; source: string; target: string; read_only?: boolean }[]
  healthcheck?: { test: string[]; interval: string }
  networks: Record<string, unknown>
  logging: { driver: string; options: Record<string, string> }
  pull_policy?: string
  read_only?: boolean
  init?: boolean
  user?: string
  privileged?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  tmpfs?: string[]
  mem_limit?: string
  cpus?: number
  pids_limit?: number
  shm_size?: string
  stop_grace_period?: string
}

export interface Composed {
  name: string
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean }>
  volumes: Record<string, { name: string }>
}

interface Fault {
  rule: string
  category: string
  message: string
}

export const composeFile = (stack: Stack) => app.makePath(`docker-compose.${stack}.yaml`)

/** A Compose file as it is written: no variables put in, nothing added. */
export function written(stack: Stack): Pick<Composed, 'name' | 'services' | 'volumes'> {
  return parse(readFileSync(composeFile(stack), 'utf8'), { merge: true })
}

/** What speaks against a file: the schema of the Compose specification, and known mistakes. Not a matter of style. */
export function faults(path: string): string[] {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] })
  const [{ messages }] = linter.lintFiles([path], false) as { messages: Fault[] }[]
  return messages
    .filter(({ rule, category }) => category !== 'style' || rule.startsWith('invalid-'))
    .map(({ rule, message }) => `${rule}: ${message}`)
}

/**
 * The checkout as Compose sees it. Where the program runs in a tree of its own (`.ci/tools` makes it so), the files
 * are laid into that tree.
 */
export class ComposeFolder {
  readonly #tree: string
  readonly #folder: string

  constructor() {
    const program = execFileSync('sh', ['-c', 'command -v docker-compose'], { encoding: 'utf8' })
    const [, tree = ''] =
      /chroot (\S+)/.exec(readFileSync(program.trim(), 'latin1').slice(0, 500)) ?? []
    this.#tree = tree
    this.#folder = mkdtempSync(join(tree, '/tmp/electric-compose-'))
    for (const stack of STACKS)
      cpSync(composeFile(stack), join(this.#folder, `docker-compose.${stack}.yaml`))
    mkdirSync(join(this.#folder, 'deploy'))
    cpSync(app.makePath('deploy/preprod.env'), join(this.#folder, 'deploy/preprod.env'))
  }

  /** A path of the folder, as Compose names it. */
  path(name: string): string {
    return join(this.#folder, name).slice(this.#tree.length)
  }

  /** Writes a file, such as the operator's environment. */
  write(name: string, lines: Record<string, string>) {
    const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`)
    writeFileSync(join(this.#folder, name), text.join(''))
  }

  /** `docker compose config`: the stack with every variable put in. Throws with what Compose says. */
  config(stack: Stack, variables: Record<string, string> = {}): Composed {
    const file = this.path(`docker-compose.${stack}.yaml`)
    const { status, stdout, stderr } = spawnSync(
      'docker-compose',
      ['-f', file, 'config', '--format', 'json'],
      { encoding: 'utf8', env: { PATH: process.env.PATH, ...variables } }
    )
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** An operator's file, which also tries to change what the containers are made for. */
const OPERATORS_FILE = {
  NODE_ENV: 'development',
  SECRET_KEY: 'of-the-operator',
  ALLOWED_HOSTS: '.shop.example.com',
  CORS_ALLOWED_ORIGINS: 'https://h5.example.com',
  POSTGRES_PASSWORD: 'from-the-file',
  POSTGRES_HOST: 'elsewhere',
  POSTGRES_DB: 'other',
  MEDIA_ROOT: '/elsewhere',
}

/** All stacks as Compose understands them, and a way to ask it again with other variables. */
export function composeStacks() {
  const folder = new ComposeFolder()
  folder.write('.env.production', OPERATORS_FILE)
  const ask = (stack: Stack, variables: Record<string, string> = {}) =>
    folder.config(stack, { ELECTRIC_ENV_FILE: folder.path('.env.production'), ...variables })
  return { folder, ask, prod: ask('prod'), preprod: ask('preprod'), dev: folder.config('dev') }
}
