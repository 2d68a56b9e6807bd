import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { TestContext } from '@japa/runner/core'
import { Build, type Image } from './dockerfile_build.js'
import { Container } from './dockerfile_container.js'
import { layContext } from './dockerfile_context.js'
import { emptyDatabase } from './dockerfile_database.js'
import { Machine, type Outcome } from './dockerfile_machine.js'
import { freePort } from '#tests/helpers/processes'
import { productionEnvironment } from './production.js'

/** The image of `deploy/Dockerfile`, built from this checkout, with an empty database of its own. */
export class ShopImage {
  private constructor(
    private readonly folder: string,
    private readonly machine: Machine,
    private readonly build: Build,
    private readonly database: Awaited<ReturnType<typeof emptyDatabase>>,
    readonly image: Image
  ) {}

  static async make(version: string): Promise<ShopImage> {
    const folder = mkdtempSync(join(tmpdir(), 'electric-image-'))
    try {
      const context = join(folder, 'context')
      mkdirSync(context)
      layContext(app.makePath(), context)
      const machine = new Machine(folder)
      const dockerfile = readFileSync(app.makePath('deploy/Dockerfile'), 'utf8')
      const given = new Map([['VERSION', version]])
      const build = new Build(dockerfile, { folder, context, machine }, given)
      const image = await build.run()
      return new ShopImage(folder, machine, build, await emptyDatabase(), image)
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  async remove() {
    await this.database.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Where a file of the image lies on this machine. */
  path(name: string): string {
    return join(this.image.root, name)
  }

  /** What Compose gives to a container, with a port that is free here. */
  async settings(): Promise<Record<string, string>> {
    const { PATH, ...image } = Object.fromEntries(this.image.environment)
    const { PATH: ours, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, ...settings } = productionEnvironment()
    const port = String(await freePort())
    return { ...settings, ...image, POSTGRES_DB: this.database.name, PORT: port }
  }

  /** Runs a command in the image, without its entry point. */
  run(command: string[], settings: Record<string, string> = {}): Promise<Outcome> {
    return this.build.in(this.image, command, settings)
  }

  /** Asks the image's own health check. */
  health(settings: Record<string, string>): Promise<Outcome> {
    return this.run(this.image.health, settings)
  }

  /** Starts a container; it ends with the test at the latest. */
  start(t: TestContext, settings: Record<string, string>, command?: string[]): Container {
    const container = new Container(this.build, this.machine, this.image, settings, command)
    t.cleanup(async () => void (await container.stop()))
    return container
  }
}
