import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { errors } from '@adonisjs/lucid'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { connectionFor, DatabaseRefusal, pause } from '#database/reach'
import { underUpgradeLock } from '#database/upgrade_lock'

/** How long one try may wait for a table, and how often and after which pause it is tried again. */
interface Patience {
  lockTimeoutMs: number
  tries: number
  pauseMs: number
}

const PATIENCE: Patience = { lockTimeoutMs: 4_000, tries: 12, pauseMs: 4_000 }

interface MigrationOptions {
  say?: (line: string) => void
  /** what was applied, one file at a time */
  applied?: (name: string) => void
  patience?: Patience
  /** other folders than database/migrations */
  paths?: string[]
}

/**
 * Runs what is pending, alone: a second process waits and then finds nothing to do. Answers how many
 * files were applied. Rule: docs/rules/migrations.md
 *
 * @throws DatabaseRefusal when a migration failed or could not get its locks
 */
export function migrate(options: MigrationOptions = {}): Promise<number> {
  return underUpgradeLock(() => applyPending(options), options.say)
}

/**
 * The same for a caller that has the lock already. Everybody who wants a table waits behind an ALTER
 * that waits for it, so each try gives up soon and lets the others pass.
 */
export async function applyPending({
  say = () => {},
  applied = () => {},
  patience = PATIENCE,
  paths,
}: MigrationOptions = {}): Promise<number> {
  const connectionName = migrationConnection(patience.lockTimeoutMs, paths)
  let count = 0
  try {
    for (let left = patience.tries; ; left--) {
      const runner = new MigrationRunner(db, app, { direction: 'up', connectionName })
      runner.on('migration:completed', ({ file }) => {
        count += 1
        applied(file.name)
      })
      /** Without the lock of the runner its release fails too, with less to say. */
      await runner.run().catch((error: Error) => (runner.error ??= error))
      if (!runner.error) return count
      const reason = reasonToTryAgain(runner.error)
      if (left <= 1)
        throw new DatabaseRefusal(
          `数据库结构没有升级：试了 ${patience.tries} 次，${reason}。请等长时间运行的事务（备份、报表、手工执行的 SQL）结束后重试。`
        )
      say(`${reason}，${patience.pauseMs / 1_000} 秒后再试`)
      await pause(patience.pauseMs)
    }
  } finally {
    await db.manager.release(connectionName)
  }
}

/** One connection for everything: locks of a session are then released where they were taken. */
function migrationConnection(lockTimeoutMs: number, paths?: string[]): string {
  const name = 'migrations'
  const config = db.getRawConnection(db.primaryConnectionName)!.config
  const connection = {
    ...connectionFor('migrations'),
    lock_timeout: lockTimeoutMs,
    /** The statement of a process that was killed ends with it. PostgreSQL on Windows cannot look. */
    ...(process.platform === 'win32' ? {} : { options: '-c client_connection_check_interval=1s' }),
  }
  db.manager.add(name, {
    ...config,
    connection,
    pool: { min: 0, max: 1 },
    migrations: { ...config.migrations, ...(paths ? { paths } : {}) },
  } as typeof config)
  return name
}

/** Somebody else is in the way, which passes. Everything else is told and ends the upgrade. */
function reasonToTryAgain(error: Error & { code?: string }): string {
  if (error.code === '55P03') return '有事务占用了要修改的表'
  if (error instanceof errors.E_UNABLE_ACQUIRE_LOCK) return '另一个命令正在修改数据库结构'
  throw new DatabaseRefusal(`数据库结构升级失败：${error.message}`, { cause: error })
}
