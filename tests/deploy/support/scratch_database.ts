import { randomBytes } from 'node:crypto'
import type { TestContext } from '@japa/runner/core'
import pg from 'pg'
import settings from '#start/env'

/** An empty database beside the one of this run, and how to ask it; gone after the test. */
export async function scratchDatabase({ cleanup }: Pick<TestContext, 'cleanup'>) {
  const name = `scratch_${randomBytes(6).toString('hex')}`
  const { host, port, user, password } = settings.database
  const open: pg.Client[] = []

  async function connect(database = name) {
    const client = new pg.Client({ host, port, user, password, database })
    open.push(client)
    await client.connect()
    return client
  }

  const maintenance = await connect(settings.database.name)
  await maintenance.query(`create database ${name}`)
  cleanup(async () => {
    await Promise.all(open.filter((client) => client !== maintenance).map((client) => client.end()))
    await maintenance.query(`drop database ${name} with (force)`)
    await maintenance.end()
  })
  return { name, connect }
}
