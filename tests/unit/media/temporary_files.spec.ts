import { access, rm, utimes, writeFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { removeOldTemporaryFiles, temporaryName } from '#media/temporary_files'

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false
  )

test.group('Temporary files of uploads', () => {
  test('what a killed process left an hour ago is removed at the next start, newer ones are not', async ({
    assert,
    cleanup,
  }) => {
    const [old, fresh] = [temporaryName(), temporaryName()]
    for (const path of [old, fresh]) {
      await writeFile(path, 'x')
      cleanup(() => rm(path, { force: true }))
    }
    const then = new Date(Date.now() - 61 * 60_000)
    await utimes(old, then, then)
    await removeOldTemporaryFiles()
    assert.deepEqual([await exists(old), await exists(fresh)], [false, true])
  })
})
