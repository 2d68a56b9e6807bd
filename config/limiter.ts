import { defineConfig, stores } from '@adonisjs/limiter'
import settings from '#start/env'

const limiterConfig = defineConfig({
  default: settings.mode === 'test' ? 'memory' : 'database',
  stores: {
    /** Shared by all processes, as the limits must be. */
    database: stores.database({ tableName: 'rate_limits' }),
    memory: stores.memory({}),
  },
})

export default limiterConfig

declare module '@adonisjs/limiter/types' {
  export interface LimitersList extends InferLimiters<typeof limiterConfig> {}
}
