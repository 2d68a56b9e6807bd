import { defineConfig } from '@adonisjs/vite'

const viteBackendConfig = defineConfig({
  buildDirectory: 'public/static',
  manifestFile: 'public/static/.vite/manifest.json',
  assetsUrl: '/static',
})

export default viteBackendConfig
