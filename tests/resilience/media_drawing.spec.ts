import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { renderPicture } from '#media/render_picture'
import { DomainError } from '#shared/domain_error'
import { picture } from '#tests/functional/media/support/pictures'
import { drawerOf, isRunning } from './support/drawer.js'
import { until } from './support/waiting.js'

let folder: string
let file: string

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error
  )

test.group('The process that draws pictures', (group) => {
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drawing-'))
    file = join(folder, 'picture')
    await writeFile(file, await picture('png', { width: 40, height: 30 }))
    return () => rm(folder, { recursive: true })
  })

  test('a picture that kills it is refused, those that wait behind it are drawn by another one', async ({
    assert,
  }) => {
    await renderPicture(file, {})
    const drawer = await drawerOf(process.pid)
    process.kill(drawer, 'SIGSTOP')
    const killing = failure(renderPicture(file, {}))
    const waiting = renderPicture(file, { format: 'webp' })
    process.kill(drawer, 'SIGKILL')
    const refused = await killing
    assert.instanceOf(refused, DomainError)
    assert.equal((refused as DomainError).code, 'INVALID_FILE')
    const { width, format } = await waiting
    assert.deepEqual([width, format], [40, 'webp'])
    assert.notEqual(await drawerOf(process.pid), drawer)
  })

  test('it dies between two pictures and nobody notices', async ({ assert }) => {
    await renderPicture(file, {})
    const drawer = await drawerOf(process.pid)
    process.kill(drawer, 'SIGKILL')
    await until(() => !isRunning(drawer))
    const { height } = await renderPicture(file, {})
    assert.equal(height, 30)
  })

  test('it knows neither database nor keys', async ({ assert }) => {
    await renderPicture(file, {})
    const variables = await readFile(`/proc/${await drawerOf(process.pid)}/environ`, 'utf8')
    const names = variables.split('\0').map((line) => line.split('=')[0])
    assert.include(names, 'MALLOC_ARENA_MAX')
    assert.deepEqual(
      names.filter((name) => /SECRET|KEY|PASSWORD|POSTGRES|DATABASE/.test(name)),
      []
    )
  })

  test('a file that is gone is our fault, not the picture’s', async ({ assert }) => {
    const error = await failure(renderPicture(join(folder, 'nothing'), {}))
    assert.instanceOf(error, Error)
    assert.notInstanceOf(error, DomainError)
  })
})
