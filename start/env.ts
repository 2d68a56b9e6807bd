import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSettings } from '#shared/settings/settings'
import { ConfigurationError } from '#exceptions/configuration_error'

/**
 * Conveniences of development: `.env`, and the environment that `npm start` left beside its data, so
 * that commands in another terminal reach the running demo. In production the environment is the only
 * source. What is set already is never replaced.
 */
if (!['production', 'test'].includes(process.env.NODE_ENV ?? '')) {
  const root = fileURLToPath(new URL('../', import.meta.url))
  loadWhenPresent(resolve(root, '.env'))
  loadWhenPresent(resolve(root, process.env.DATA_DIR?.trim() || '.data', 'environment'))
}

function loadWhenPresent(file: string) {
  if (existsSync(file)) process.loadEnvFile(file)
}

const { settings, problems, warnings } = readSettings(process.env)
if (problems.length > 0) throw new ConfigurationError(problems)
for (const warning of warnings) process.stderr.write(`${warning}\n`)

/** The settings of this process, checked once at start. Nothing else reads the environment. */
export default settings
