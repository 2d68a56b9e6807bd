import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'
import { indexPolicies } from '@adonisjs/bouncer'

export default defineConfig({
  directories: {
    commands: 'app/commands',
    providers: 'app/providers',
  },
  commands: [
    () => import('@adonisjs/core/commands'),
    () => import('@adonisjs/lucid/commands'),
    () => import('@adonisjs/session/commands'),
    () => import('#start/commands'),
  ],
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    { file: () => import('@adonisjs/core/providers/repl_provider'), environment: ['repl', 'test'] },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/bouncer/bouncer_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/cors/cors_provider'),
    () => import('@adonisjs/vite/vite_provider'),
    () => import('@adonisjs/drive/drive_provider'),
    () => import('#providers/integrations_provider'),
    { file: () => import('#providers/public_answers_provider'), environment: ['web'] },
    { file: () => import('#providers/media_provider'), environment: ['web'] },
    () => import('#providers/figures_provider'),
    () => import('#providers/log_provider'),
  ],
  preloads: [
    () => import('#start/kernel'),
    () => import('#start/routes'),
    () => import('#start/validator'),
    { file: () => import('#start/view'), environment: ['web', 'test'] },
  ],
  tests: {
    suites: [
      { name: 'unit', files: 'tests/unit/**/*.spec.ts', timeout: 20_000 },
      { name: 'functional', files: 'tests/functional/**/*.spec.ts', timeout: 30_000 },
      { name: 'contract', files: 'tests/contract/**/*.spec.ts', timeout: 60_000 },
      { name: 'browser', files: 'tests/browser/**/*.spec.ts', timeout: 120_000 },
      { name: 'resilience', files: 'tests/resilience/**/*.spec.ts', timeout: 300_000 },
      /** needs programs of the system: npm run test:deploy */
      { name: 'deploy', files: 'tests/deploy/**/*.spec.ts', timeout: 300_000 },
    ],
    forceExit: false,
  },
  metaFiles: [
    { pattern: 'resources/views/**/*.edge', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
  ],
  hooks: {
    init: [indexEntities(), indexPolicies()],
    buildStarting: [() => import('@adonisjs/vite/build_hook')],
  },
})
