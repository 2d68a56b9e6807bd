import pg from 'pg'

/** The PostgreSQL of this test run. */
export const server = {
  host: process.env.POSTGRES_HOST,
  port: Number(process.env.POSTGRES_PORT),
  user: process.env.POSTGRES_USER,
  password: process.env.POSTGRES_PASSWORD,
}

/** Statements on a database of the run's server, over a connection of their own. */
export async function onDatabase<T>(
  database: string,
  work: (client: pg.Client) => Promise<T>
): Promise<T> {
  const client = new pg.Client({ ...server, database })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export async function query<Row extends object>(database: string, sql: string): Promise<Row[]> {
  const { rows } = await onDatabase(database, (client) => client.query<Row>(sql))
  return rows
}
