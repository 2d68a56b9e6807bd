import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { APP_ROOT, IMPORTER } from './importer.js'
import { ConfigurationError } from '../app/exceptions/configuration_error.js'

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listenIf(app.managedByPm2, 'SIGINT', () => app.terminate())
    /** The starter that launched this process is gone: end too, so that no orphan stays behind. */
    process.once('disconnect', () => app.terminate())
    process.channel?.unref()
  })
  .ace()
  .handle(process.argv.splice(2))
  .catch((error) => {
    process.exitCode = 1
    if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`)
    else prettyPrintError(error)
  })
