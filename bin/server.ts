import 'reflect-metadata'
import { setFlagsFromString } from 'node:v8'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { inFlight } from '#operations/requests'
import { endInOrder } from './end_in_order.js'
import { APP_ROOT, IMPORTER } from './importer.js'
import { WebListener } from './web_listener.js'
import { ConfigurationError } from '../app/exceptions/configuration_error.js'

/** On a large machine V8 lets the heap double before it looks for garbage; half as much more is enough. */
setFlagsFromString('--heap-growing-percent=50')

/** nginx lets go of an idle connection after four seconds. */
const GRACE_MS = 6_000

const listener = new WebListener()

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    const end = () =>
      endInOrder(app, async () => {
        /** nobody was served yet, and a start cannot be turned round half-way */
        if (!app.isReady) process.exit(0)
        const { default: settings } = await import('#start/env')
        /** A developer who restarts has no proxy in front, and does not want to wait. */
        await listener.close(inFlight, settings.mode === 'development' ? 0 : GRACE_MS)
      })
    app.listen('SIGTERM', end)
    app.listen('SIGINT', end)
    /** The starter that launched this process is gone: end too, so that no orphan stays behind. */
    process.once('disconnect', end)
    process.channel?.unref()
  })
  .httpServer()
  .start((handle) => listener.create(handle))
  .catch((error) => {
    process.exitCode = 1
    if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`)
    else prettyPrintError(error)
  })
