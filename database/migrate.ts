import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'

/**
 * Runs what is pending, under Lucid's advisory lock, so that two replicas starting together do not
 * collide. Answers how many files were applied.
 */
export async function migrate(): Promise<number> {
  const runner = new MigrationRunner(db, app, { direction: 'up' })
  await runner.run()
  const applied = Object.values(runner.migratedFiles).filter(({ status }) => status === 'completed')
  if (runner.error) throw runner.error
  return applied.length
}
