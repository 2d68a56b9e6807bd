process.env.NODE_ENV = 'test'

import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'
import { APP_ROOT, IMPORTER } from './importer.js'

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.booted(async () => {
      const vite = await app.container.make('vite')
      /** Tests see the built scripts and styles, as shoppers and staff do: no Vite server beside them. */
      vite.createDevServer = async () => {}
    })
    app.listen('SIGTERM', () => app.terminate())
    /** The starter is gone and with it the database of this run. */
    process.once('disconnect', () => process.exit(1))
    process.channel?.unref()
  })
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')

    processCLIArgs(process.argv.splice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: runnerHooks.teardown.concat([() => app.terminate()]),
    })
  })
  .run(() => run())
  .catch(async (error) => {
    await prettyPrintError(error)
    /** Nobody else ends the process: what was opened for the tests is still open. */
    process.exit(1)
  })
