import 'reflect-metadata'
import { setFlagsFromString } from 'node:v8'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { endInOrder } from './end_in_order.js'
import { APP_ROOT, IMPORTER } from './importer.js'
import { ConfigurationError } from '../app/exceptions/configuration_error.js'

/** On a large machine V8 lets the heap double before it looks for garbage; half as much more is enough. */
setFlagsFromString('--heap-growing-percent=50')

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => endInOrder(app))
    app.listen('SIGINT', () => endInOrder(app))
    /** The starter that launched this process is gone: end too, so that no orphan stays behind. */
    process.once('disconnect', () => endInOrder(app))
    process.channel?.unref()
  })
  .httpServer()
  .start()
  .catch((error) => {
    process.exitCode = 1
    if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`)
    else prettyPrintError(error)
  })
