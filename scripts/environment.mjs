import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DATABASE_USER } from './embedded_postgres.mjs'
import { toolPath } from './install.mjs'
import { portFrom } from './ports.mjs'
import { Refusal } from './report.mjs'

/** A password or key of so many random bytes, safe in addresses, files and shells. */
export const secret = (bytes) => randomBytes(bytes).toString('base64url')

/** The data folder, absolute; made when missing. Refuses one that this user may not use. */
export function dataFolder(root) {
  if (existsSync(join(root, '.env'))) process.loadEnvFile?.(join(root, '.env'))
  const folder = resolve(root, process.env.DATA_DIR?.trim() || '.data')
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Refusal(`无法使用数据目录 ${folder}（${error.code}），请检查权限或设置 DATA_DIR。`)
  }
  return folder
}

/**
 * The secrets of this installation, generated at its first start and kept with mode 0600:
 * `{ secretKey, databasePassword, administratorPassword }`.
 */
export function secrets(folder) {
  const file = join(folder, 'secrets.json')
  const half = `${file}.${process.pid}`
  try {
    if (!existsSync(file)) {
      const made = {
        secretKey: secret(48),
        databasePassword: secret(24),
        administratorPassword: process.env.SUPERUSER_PASSWORD || secret(15),
      }
      writeFileSync(half, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
      // A link, not a rename: of two processes that start together the first one wins.
      linkSync(half, file)
    }
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'EEXIST') return JSON.parse(readFileSync(file, 'utf8'))
    if (error.code === 'EACCES' || error.code === 'EPERM')
      throw new Refusal(
        `没有权限读写 ${file}：请用创建该目录的用户启动，或设置 DATA_DIR 使用其他目录。`
      )
    throw error
  } finally {
    rmSync(half, { force: true })
  }
}

/** How the shop reaches the embedded database, as environment variables. */
export const databaseVariables = ({ port, password, database }) => ({
  POSTGRES_HOST: '127.0.0.1',
  POSTGRES_PORT: String(port),
  POSTGRES_DB: database,
  POSTGRES_USER: DATABASE_USER,
  POSTGRES_PASSWORD: password,
})

/** What `npm run ace -- …` in another terminal needs to reach the running demo. */
const REMEMBERED =
  /^(POSTGRES_|SECRET_KEY$|PORT$|HOST$|MEDIA_ROOT$|PRIVATE_MEDIA_ROOT$|SANDBOX_PORT$|SANDBOX_KEYS_DIR$)/

/** Writes the environment of this start beside the data, for commands beside it; mode 0600. */
export function rememberEnvironment(folder, variables) {
  const lines = Object.entries(variables)
    .filter(([name]) => REMEMBERED.test(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const file = join(folder, 'environment')
  rmSync(file, { force: true })
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
}

/** What the demo runs with, database apart: ports, folder, secrets and the environment of its processes. */
export function demoEnvironment(root) {
  const folder = dataFolder(root)
  const kept = secrets(folder)
  const port = portFrom('PORT', 8000)
  const sandboxPort = portFrom('SANDBOX_PORT', 8600)
  if (port === sandboxPort)
    throw new Refusal(`PORT 和 SANDBOX_PORT 不能相同（都是 ${port}），请修改其中一个。`)
  const host = process.env.HOST?.trim() || '127.0.0.1'
  const administrator = process.env.SUPERUSER_USERNAME || 'admin'

  return {
    ...{ folder, kept, port, sandboxPort, host, administrator },
    variables: {
      SECRET_KEY: kept.secretKey,
      MEDIA_ROOT: join(folder, 'media'),
      PRIVATE_MEDIA_ROOT: join(folder, 'private-media'),
      SUPERUSER_EMAIL: `${administrator}@example.com`,
      ...process.env,
      NODE_ENV: 'development',
      PATH: toolPath(root),
      HOST: host,
      PORT: String(port),
      DATA_DIR: folder,
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_KEYS_DIR: join(folder, 'sandbox'),
      SANDBOX_STATE: join(folder, 'sandbox/state.json'),
      SUPERUSER_USERNAME: administrator,
      SUPERUSER_PASSWORD: kept.administratorPassword,
    },
  }
}
