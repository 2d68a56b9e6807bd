import pg from 'pg'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = process.env
const pool = new pg.Pool({
  host: POSTGRES_HOST,
  port: Number(POSTGRES_PORT),
  user: POSTGRES_USER,
  password: POSTGRES_PASSWORD,
  database: POSTGRES_DB,
  max: 16,
})

/** A statement that each connection prepares once. `run(values)` resolves with its rows. */
export function statement(name, text) {
  return async (values, client = pool) => (await client.query({ name, text, values })).rows
}

/** Runs the work in one transaction on one connection. */
export async function transaction(work) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** An instant as JSON shows it. */
export const instant = (column) =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`
