import { existsSync } from 'node:fs'
import { readSettings } from '#shared/settings/settings'
import { ConfigurationError } from '#exceptions/configuration_error'

/** A local file is a convenience of development; in production the environment is the only source. */
const localFile = new URL('../.env', import.meta.url)
if (!['production', 'test'].includes(process.env.NODE_ENV ?? '') && existsSync(localFile))
  process.loadEnvFile(localFile)

const { settings, problems, warnings } = readSettings(process.env)
if (problems.length > 0) throw new ConfigurationError(problems)
for (const warning of warnings) process.stderr.write(`${warning}\n`)

/** The settings of this process, checked once at start. Nothing else reads the environment. */
export default settings
