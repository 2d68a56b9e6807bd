import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'

/** The accounts of the Node images that a Dockerfile may name. */
export const ACCOUNTS: Record<string, number> = { root: 0, node: 1000 }

/**
 * Runs in a mount namespace of its own: the machine's programs and settings stand read-only in the folder,
 * which then is the whole world of the command. Everything else that it sees or writes lies in the folder.
 */
const ENTER = `
root=$1 account=$2 tools=$3 folder=$4
shift 4
for name in usr bin sbin lib lib32 lib64 etc; do
  if [ -L "/$name" ]; then
    ln -sfn "$(readlink "/$name")" "$root/$name"
  elif [ -d "/$name" ]; then
    mkdir -p "$root/$name"
    mount --bind "/$name" "$root/$name"
    mount -o remount,bind,ro "$root/$name"
  fi
done
mount --bind "$tools/passwd" "$root/etc/passwd"
mount --bind "$tools/group" "$root/etc/group"
mkdir -p "$root/proc" "$root/dev" "$root/root" "$root/opt/tools"
mkdir -p -m 1777 "$root/tmp"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$tools" "$root/opt/tools"
mount --bind "$(cat "$tools/cache-folder")" "$root/opt/tools/cache"
exec chroot --userspec="$account:$account" "$root" sh -c 'cd "$0" && exec "$@"' "$folder" "$@"
`

/** What a machine passes on to npm, so that it finds its registry. */
const NETWORK = /^(https?_proxy|no_proxy|node_extra_ca_certs)$/i

/**
 * A place for the stages of a build. The Node that runs the tests and the machine's npm stand in for those of the
 * base images; npm keeps its downloads where it always does.
 */
export class Machine {
  readonly #tools: string

  constructor(folder: string) {
    this.#tools = join(folder, 'tools')
    mkdirSync(join(this.#tools, 'bin'), { recursive: true })
    mkdirSync(join(this.#tools, 'cache'))
    chmodSync(folder, 0o755)
    copyFileSync(process.execPath, join(this.#tools, 'bin/node'))
    const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()
    cpSync(resolve(realpathSync(npm), '../..'), join(this.#tools, 'npm'), { recursive: true })
    this.#write('bin/npm', '#!/bin/sh\nexec node /opt/tools/npm/bin/npm-cli.js "$@"\n')
    chmodSync(join(this.#tools, 'bin/npm'), 0o755)
    this.#write('passwd', 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n')
    this.#write('group', 'root:x:0:\nnode:x:1000:\n')
    const settings = npmSetting('userconfig')
    if (existsSync(settings)) copyFileSync(settings, join(this.#tools, 'npmrc'))
    const cache = npmSetting('cache')
    mkdirSync(cache, { recursive: true })
    this.#write('cache-folder', cache)
  }

  #write(name: string, text: string) {
    writeFileSync(join(this.#tools, name), text)
  }

  /** Starts a command in the folder `root`; it keeps the process id that is returned. */
  start(
    root: string,
    command: string[],
    { environment, user, folder, stdio }: Surroundings & { stdio: StdioOptions }
  ): ChildProcess {
    const inherited = Object.entries(process.env).filter(([name]) => NETWORK.test(name))
    const account = String(ACCOUNTS[user])
    return spawn(
      'unshare',
      ['--mount', 'sh', '-euc', ENTER, 'enter', root, account, this.#tools, folder, ...command],
      {
        stdio,
        env: {
          ...Object.fromEntries(inherited),
          HOME: user === 'root' ? '/root' : '/home/node',
          npm_config_cache: '/opt/tools/cache',
          npm_config_userconfig: '/opt/tools/npmrc',
          npm_config_prefer_offline: 'true',
          npm_config_update_notifier: 'false',
          ...environment,
          PATH: `/opt/tools/bin:${environment.PATH}`,
        },
      }
    )
  }

  /** Runs a command to its end; what it printed is in the result. */
  async run(root: string, command: string[], surroundings: Surroundings): Promise<Outcome> {
    const child = this.start(root, command, { ...surroundings, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (text) => (output += text))
    const code = await new Promise<number>((done) =>
      child.once('close', (status) => done(status ?? 1))
    )
    return { code, output }
  }
}

/** As whom, where and with which variables a command runs. */
export interface Surroundings {
  environment: Record<string, string>
  user: string
  folder: string
}

export interface Outcome {
  code: number
  output: string
}

function npmSetting(name: string): string {
  return execFileSync('npm', ['config', 'get', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
