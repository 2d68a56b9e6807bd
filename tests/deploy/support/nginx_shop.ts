import { join } from 'node:path'
import testUtils from '@adonisjs/core/services/test_utils'
import type { Group } from '@japa/runner/core'
import type { ShopProcess } from '#tests/helpers/processes'
import { nginxFolder, startNginx, type Nginx } from './nginx.js'
import { productionEnvironment, startBuilt } from './production.js'

export interface Shop {
  nginx: Nginx
  webs: ShopProcess[]
}

interface Wanted {
  file?: 'nginx.conf' | 'nginx.tls.conf'
  environment?: Record<string, string>
  webs?: number
  worker?: boolean
  /** puts files into the folders before nginx reads them */
  prepare?: (folder: string) => Promise<void>
}

/** Starts the shop as production runs it: built web processes and a worker behind nginx with our files. */
export async function startShop({
  file,
  environment = {},
  webs = 2,
  worker = false,
  prepare,
}: Wanted): Promise<Shop & { stop: () => Promise<void> }> {
  const folder = await nginxFolder()
  await prepare?.(folder)
  const variables = productionEnvironment({
    MEDIA_ROOT: join(folder, 'srv/media'),
    PRIVATE_MEDIA_ROOT: join(folder, 'srv/private'),
    ...environment,
  })
  const kinds = [...Array<'web'>(webs).fill('web'), ...(worker ? (['worker'] as const) : [])]
  const processes = await Promise.all(kinds.map((kind) => startBuilt(kind, variables)))
  const running = processes.slice(0, webs)
  const nginx = await startNginx({ file, backends: running.map(({ port }) => port) }, folder)
  return {
    nginx,
    webs: running,
    stop: async () => {
      await nginx.stop()
      await Promise.all(processes.map((process) => process.kill('SIGKILL')))
    },
  }
}

/** One shop for the tests of a group, on an empty database. */
export function usesShop(group: Group, wanted: Wanted = {}): Shop {
  const shop = {} as Shop
  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    const { stop, ...started } = await startShop(wanted)
    Object.assign(shop, started)
    return async () => {
      await stop()
      await empty()
    }
  })
  return shop
}
