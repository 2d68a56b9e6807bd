import { defineConfig, syncDestination, targets } from '@adonisjs/core/logger'
import { pino } from 'pino'
import { REDACTED_PATHS } from '#shared/redaction'
import settings from '#start/env'

/** JSON lines, buffered in the process: a worker thread per process would cost more than the lines. */
export const bufferedOutput = pino.destination({ dest: 1, sync: false, minLength: 4096 })

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: settings.log.level !== 'silent',
      name: 'electric-mall',
      level: settings.log.level,
      redact: { paths: REDACTED_PATHS, censor: '[已隐藏]' },
      destination: settings.mode === 'development' ? await syncDestination() : bufferedOutput,
      transport: {
        targets: targets().toArray(),
      },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
