import db from '@adonisjs/lucid/services/db'
import { statementChannel } from '#shared/rows'

/** The SQL texts that this process sends while `work` runs, transactions included. */
export async function sqlStatements(work: () => Promise<unknown>): Promise<string[]> {
  const knex = db.manager.get(db.primaryConnectionName)?.connection?.client
  if (!knex) throw new Error('The database is not connected')
  const seen: string[] = []
  const built = ({ sql }: { sql: string }) => seen.push(sql)
  const plain = (message: unknown) => seen.push((message as { sql: string }).sql)
  knex.on('query', built)
  statementChannel.subscribe(plain)
  try {
    await work()
  } finally {
    knex.removeListener('query', built)
    statementChannel.unsubscribe(plain)
  }
  return seen
}
