import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { APP_ROOT, IMPORTER } from '../bin/importer.js'

/** Boots the shop without its server for one piece of work, and ends it. */
export async function withApplication(work: () => Promise<void>): Promise<void> {
  const app = new Ignitor(APP_ROOT, { importer: IMPORTER })
    .tap((booting) => booting.booting(async () => void (await import('#start/env'))))
    .createApp('console')
  await app.init()
  await app.boot()
  await app.start(work)
  await app.terminate()
}
