import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import { iconsPlugin } from './scripts/icons.mjs'

export default defineConfig({
  plugins: [
    adonisjs({
      entryPoints: ['resources/css/console.scss', 'resources/js/console.js'],
      buildDirectory: 'public/static',
      assetsUrl: '/static',
      reload: ['resources/views/**/*.edge'],
    }),
    iconsPlugin(import.meta.dirname),
  ],
  css: { preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } } },
  build: { target: 'es2022', assetsInlineLimit: 0 },
})
