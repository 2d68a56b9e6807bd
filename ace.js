/** Entry of `node ace` from source; the build writes its own for production. */
import '@poppinss/ts-exec'
await import('./bin/console.js')
