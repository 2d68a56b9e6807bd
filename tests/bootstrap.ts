import { writeFileSync } from 'node:fs'
import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config, PluginFn } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { dbAssertions } from '@adonisjs/lucid/plugins/db'
import { sessionApiClient } from '@adonisjs/session/plugins/api_client'
import { sessionBrowserClient } from '@adonisjs/session/plugins/browser_client'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { authBrowserClient } from '@adonisjs/auth/plugins/browser_client'
import { shieldApiClient } from '@adonisjs/shield/plugins/api_client'
import { apiDocumentCheck } from '#tests/helpers/api_document'
import { launchBrowser } from '#tests/helpers/browser'
import { stopSandbox } from '#tests/helpers/sandbox'

/**
 * Tells the starter how many tests passed and failed. A set-up or clean-up that fails counts as a
 * failed test, so does a test that passes although it is marked as failing.
 */
const tally: PluginFn = ({ emitter, runner }) => {
  emitter.on('runner:end', () => {
    if (!process.env.TEST_TALLY) return
    const { aggregates, failureTree } = runner.getSummary()
    const groups = failureTree.flatMap((suite) => [
      suite,
      ...suite.children.filter((child) => child.type === 'group'),
    ])
    const hooks = groups.reduce((count, { errors }) => count + errors.length, 0)
    const failed = aggregates.failed + aggregates.regression + hooks
    writeFileSync(process.env.TEST_TALLY, JSON.stringify({ passed: aggregates.passed, failed }))
  })
}

export const plugins: Config['plugins'] = [
  tally,
  assert(),
  pluginAdonisJS(app),
  dbAssertions(app),
  apiClient(),
  apiDocumentCheck,
  sessionApiClient(app),
  authApiClient(app),
  shieldApiClient(),
  browserClient({ runInSuites: ['browser'], launcher: launchBrowser }),
  sessionBrowserClient(app),
  authBrowserClient(app),
]

/** The database of a run is new: the schema and the queues are made once, before the first suite. */
export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [
    async () => {
      const { migrate } = await import('#database/migrate')
      const { installQueues } = await import('#jobs/queues')
      await migrate()
      await installQueues()
    },
  ],
  teardown: [stopSandbox],
}

/** Everything but unit tests talks to the shop over HTTP. */
export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name !== 'unit') suite.setup(() => testUtils.httpServer().start())
}
