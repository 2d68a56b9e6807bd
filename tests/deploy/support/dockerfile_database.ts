import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** An empty database on the server of the test run; `remove` deletes it. */
export async function emptyDatabase(): Promise<{ name: string; remove: () => Promise<void> }> {
  const name = `image_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name}`)
  return { name, remove: () => onServer(`drop database if exists ${name} with (force)`) }
}

async function onServer(statement: string) {
  const client = new pg.Client({
    host: process.env.POSTGRES_HOST,
    port: Number(process.env.POSTGRES_PORT),
    user: process.env.POSTGRES_USER,
    password: process.env.POSTGRES_PASSWORD,
    database: process.env.POSTGRES_DB,
  })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
