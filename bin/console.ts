import 'reflect-metadata'
import { setFlagsFromString } from 'node:v8'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { endInOrder } from './end_in_order.js'
import { APP_ROOT, IMPORTER } from './importer.js'
import { ConfigurationError } from '../app/exceptions/configuration_error.js'

/**
 * Commands and the worker have no visitor waiting for a millisecond, but share small machines: the
 * memory for young objects stays as small as it begins, instead of growing to three times 16 MB.
 */
setFlagsFromString('--semi-space-growth-factor=1')

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    /** Ace prints an error with its stack before anybody else can catch it; here the sentence is enough. */
    app.booting(() => import('#start/env').then(() => {}, refuse))
    app.listen('SIGTERM', () => endInOrder(app))
    app.listenIf(app.managedByPm2, 'SIGINT', () => endInOrder(app))
    /** The starter that launched this process is gone: end too, so that no orphan stays behind. */
    process.once('disconnect', () => endInOrder(app))
    process.channel?.unref()
  })
  .ace()
  .handle(process.argv.splice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })

function refuse(error: unknown) {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
