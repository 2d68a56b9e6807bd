import { Processes } from '../scripts/processes.mjs'
import { freePort } from '../scripts/ports.mjs'
import { toolPath } from '../scripts/install.mjs'
import { developmentSettings, productionSettings } from './settings.mjs'

/** A process under measurement: `port`, `pid`, `stop()`. Resolves once it says that it is ready. */
async function serve({ root, node, folder, name, args, port, variables }) {
  let pid
  const processes = new Processes({
    cwd: folder,
    variables: { PATH: toolPath(root) },
    onChange: (identities) => (pid = identities[0]?.pid ?? pid),
  })
  await processes.serve(name, node, args, { variables })
  return { port, pid, stop: () => processes.stop() }
}

/**
 * The built web server; `mode` is `development` (API lines) or `production` (everything else).
 * `variables` come on top of the settings.
 */
export async function startShop(run, mode, variables = {}) {
  const port = await freePort()
  return serve({
    ...run,
    port,
    name: '商城',
    folder: run.build,
    args: [...(run.nodeOptions ?? []), 'bin/server.js'],
    variables: {
      ...(mode === 'production'
        ? productionSettings(run, { port })
        : developmentSettings(run, { ...run, port })),
      ...variables,
    },
  })
}

export async function startWorker(run) {
  const port = await freePort()
  return serve({
    ...run,
    port,
    name: '后台任务',
    folder: run.build,
    args: ['ace.js', 'worker'],
    variables: developmentSettings(run, { ...run, port }),
  })
}

/** The bare server that everything is compared with. */
export async function startLimit(run) {
  const port = await freePort()
  return serve({
    ...run,
    port,
    name: '极限服务器',
    folder: run.root,
    args: ['benchmarks/limit/server.mjs'],
    variables: { ...run.database, PORT: String(port), BENCH_RUN: run.file },
  })
}

/** Plays WeChat's prepay for both servers. */
export function startStandIn(run) {
  return serve({
    ...run,
    port: run.payPort,
    name: '微信替身',
    folder: run.root,
    args: ['benchmarks/wechat_stand_in.mjs'],
    variables: { PORT: String(run.payPort), BENCH_RUN: run.file },
  })
}
