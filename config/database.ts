import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'
import settings from '#start/env'

/** Ids and counts stay below 2^53, so that bigint columns are plain numbers in code and in JSON. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const databaseConfig = defineConfig({
  connection: 'postgres',
  prettyPrintDebugQueries: settings.log.sql,
  connections: {
    postgres: {
      client: 'pg',
      debug: settings.log.sql,
      connection: {
        host: settings.database.host,
        port: settings.database.port,
        user: settings.database.user,
        password: settings.database.password,
        database: settings.database.name,
      },
      pool: { min: 2, max: settings.database.poolMax },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      seeders: { paths: ['database/seeders'] },
      schemaGeneration: {
        enabled: true,
        rulesPaths: ['./database/schema_rules.js'],
        excludeTables: ['rate_limits', 'sessions', 'adonis_schema', 'adonis_schema_versions'],
      },
    },
  },
})

export default databaseConfig
