import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { rows } from '#shared/rows'
import { noise, picture } from '#tests/functional/media/support/pictures'
import { startProcess } from '#tests/helpers/processes'
import { signedInShopper } from '#tests/helpers/shoppers'
import { drawerOf, isRunning } from './support/drawer.js'
import { until } from './support/waiting.js'

const ROUNDS = 4

function send(origin: string, headers: Record<string, string>, content: Buffer) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(content)]), 'tmp_1.png')
  return fetch(`${origin}/api/catalog/media-images/`, { method: 'POST', headers, body })
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

async function countBelow(folder: string): Promise<number> {
  const files = await filesBelow(folder)
  return files.length
}

test.group('Uploads and processes that die', () => {
  test('kill -9 while a picture is written leaves no half file under its name, and no row without a file', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'media-kill-'))
    cleanup(() => rm(folder, { recursive: true }))
    const large = await noise(2000).png({ compressionLevel: 1 }).toBuffer()
    const { headers, user } = await signedInShopper({ role: 'admin' })
    for (let round = 0; round < ROUNDS; round++) {
      const known = await countBelow(folder)
      const web = await startProcess('web', { MEDIA_ROOT: folder })
      cleanup(() => web.kill('SIGKILL'))
      const sending = send(web.url, headers, large).catch(() => null)
      await until(async () => (await countBelow(folder)) > known)
      await web.kill('SIGKILL')
      await sending
    }
    const files = await filesBelow(folder)
    assert.isAtLeast(files.length, ROUNDS)
    for (const file of files.filter((name) => !name.endsWith('.part'))) {
      const { width } = await sharp(file, { failOn: 'error' })
        .stats()
        .then(() => sharp(file).metadata())
      assert.include([200, 400, 800, 2000], width)
    }
    const recorded = await rows<{ file: string; size: number }>(
      'select file, size from media_images where uploaded_by_id = ?',
      [user.id]
    )
    for (const { file, size } of recorded) {
      const found = await stat(join(folder, file))
      assert.equal(found.size, size)
    }
  })

  test('with the web process gone, killed or asked to end, nobody draws on', async ({
    assert,
    cleanup,
  }) => {
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const web = await startProcess('web')
      cleanup(() => web.kill('SIGKILL'))
      const { headers } = await signedInShopper({ role: 'admin' })
      await send(web.url, headers, await picture())
      const drawer = await drawerOf(web.child.pid!)
      await web.kill(signal)
      await until(() => !isRunning(drawer))
      assert.isFalse(isRunning(drawer))
    }
  })
})
