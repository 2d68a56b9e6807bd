import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import { iconsPlugin } from './scripts/icons.mjs'

export default defineConfig({
  plugins: [
    adonisjs({
      entryPoints: [
        'resources/css/console.scss',
        'resources/js/console.js',
        'resources/css/api_docs.scss',
        'resources/js/api_docs.js',
      ],
      buildDirectory: 'public/static',
      assetsUrl: '/static',
      reload: ['resources/views/**/*.edge'],
    }),
    iconsPlugin(import.meta.dirname),
  ],
  css: { preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } } },
  /** The one large script is the reader of the API document, which no page of the console loads. */
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1600 },
})
