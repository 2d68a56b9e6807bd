import db from '@adonisjs/lucid/services/db'

/** The SQL texts that this process sends while `work` runs, transactions included. */
export async function sqlStatements(work: () => Promise<unknown>): Promise<string[]> {
  const knex = db.manager.get(db.primaryConnectionName)?.connection?.client
  if (!knex) throw new Error('The database is not connected')
  const seen: string[] = []
  const listen = ({ sql }: { sql: string }) => seen.push(sql)
  knex.on('query', listen)
  try {
    await work()
  } finally {
    knex.removeListener('query', listen)
  }
  return seen
}
