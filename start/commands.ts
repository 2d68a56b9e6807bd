import { ListLoader } from '@adonisjs/core/ace'
import DbSeed from '#commands/db_seed'
import MigrationRun from '#commands/migration_run'

/**
 * Own commands that take the place of a package's command of the same name: what adonisrc.ts lists
 * last wins. Lucid's `db:seed` knows neither our options nor the refusal in production; its
 * `migration:run` gives up when another process migrates, and asks in production.
 */
const own = new ListLoader([DbSeed, MigrationRun])

export const getMetaData = () => own.getMetaData()
export const getCommand: typeof own.getCommand = (metadata) => own.getCommand(metadata)
