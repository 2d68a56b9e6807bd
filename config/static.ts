import { defineConfig } from '@adonisjs/static'

/** Only for development and small installations: in production nginx serves these files itself. */
const staticServerConfig = defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  maxAge: '365d',
  immutable: true,
})

export default staticServerConfig
