import { spawnSync } from 'node:child_process'
import { Refusal } from './report.mjs'

/** What `npm run test:deploy` runs besides the shop; `.ci/run` installs all of it on Debian. */
const PROGRAMS = [
  { name: 'nginx', ask: ['nginx', '-v'] },
  { name: 'openssl', ask: ['openssl', 'version'] },
  { name: 'curl', ask: ['curl', '--version'] },
  { name: 'shellcheck', ask: ['shellcheck', '--version'] },
  { name: 'unshare（root 用户）', ask: ['unshare', '--mount', 'true'] },
  { name: 'docker-compose 2', ask: ['docker-compose', 'version'], says: /version v?2\./i },
  { name: 'PostgreSQL 17 的 psql', ask: ['psql', '--version'], says: /\) 17\./ },
  { name: 'PostgreSQL 17 的 pg_dump', ask: ['pg_dump', '--version'], says: /\) 17\./ },
  { name: 'PostgreSQL 17 的 pg_restore', ask: ['pg_restore', '--version'], says: /\) 17\./ },
]

function isThere({ ask: [program, ...args], says = /./ }) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 && says.test(`${stdout}${stderr}` || 'silent')
}

/** Says in one line which programs are missing. */
export function requireDeployPrograms() {
  const missing = PROGRAMS.filter((program) => !isThere(program)).map(({ name }) => name)
  if (missing.length > 0)
    throw new Refusal(`部署测试需要先安装：${missing.join('、')}（Debian 上 .ci/tools 会安装）`)
}
