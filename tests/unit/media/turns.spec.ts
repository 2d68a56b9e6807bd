import { test } from '@japa/runner'
import { Turns } from '#media/turns'

/** Work that lasts until it is told to end. */
function work() {
  let end!: () => void
  let fail!: (error: Error) => void
  const done = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { done, end: () => end(), fail: (error: Error) => fail(error) }
}

test.group('Turns', () => {
  test('so many run at a time, the others wait in the order in which they came', async ({
    assert,
  }) => {
    const turns = new Turns(2)
    const started: number[] = []
    const works = [work(), work(), work(), work()]
    const taken = works.map(({ done }, n) =>
      turns.take(async () => {
        started.push(n)
        await done
        return n
      })
    )
    assert.deepEqual(started, [0, 1])
    works[1].end()
    await taken[1]
    await Promise.resolve()
    assert.deepEqual(started, [0, 1, 2])
    for (const { end } of works) end()
    assert.deepEqual(await Promise.all(taken), [0, 1, 2, 3])
    assert.deepEqual(started, [0, 1, 2, 3])
  })

  test('what fails gives its turn back', async ({ assert }) => {
    const turns = new Turns(1)
    await assert.rejects(() => turns.take(() => Promise.reject(new Error('broken'))), 'broken')
    assert.equal(await turns.take(async () => 'next'), 'next')
  })
})
