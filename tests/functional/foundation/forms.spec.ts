import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { middleware } from '#start/kernel'
import settings from '#start/env'
import { raw } from './raw_request.js'

/** A route of these tests alone: what arrived, read while it was there. */
router
  .post('/api/_forms/seen', async ({ request, response }) => {
    const files = Object.entries(request.allFiles()).flatMap(([name, list]) =>
      [list].flat().map(async ({ clientName, size, tmpPath }) => {
        const content = await readFile(tmpPath ?? '', 'utf8')
        return { name, clientName, size, content: content.slice(0, 20), tmpPath }
      })
    )
    return response.send({ texts: request.body(), files: await Promise.all(files) })
  })
  .use([middleware.body(), middleware.cleanInput()])

const PATH = '/api/_forms/seen/'
const TYPE = { 'content-type': 'multipart/form-data; boundary=b' }

const text = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = (name: string, value: string, filename = 'a.png') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n` +
  `Content-Type: image/png\r\n\r\n${value}\r\n`

function send(...parts: string[]) {
  return raw('POST', PATH, { headers: TYPE, body: `${parts.join('')}--b--\r\n` })
}

/** Asks until the answer is yes; the test's own time-out ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}

async function waitingFiles(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => name.startsWith(`mall-upload-${process.pid}-`))
}

test.group('Forms with files', () => {
  test('texts are trimmed, blank ones are null, repeated names become lists', async ({
    assert,
  }) => {
    const answer = await send(
      ...[text('a', ' 冰箱 '), text('b', '  '), text('c', '1'), text('c', '2'), text('d[]', '3')]
    )
    assert.deepEqual(answer.json(), {
      texts: { a: '冰箱', b: null, c: ['1', '2'], d: ['3'] },
      files: [],
    })
  })

  test('files wait in temporary ones until the request is over', async ({ assert }) => {
    const answer = await send(file('a', 'eins', '冰箱.png'), file('b', 'zwei'), file('b', 'drei'))
    const { files } = answer.json() as { files: Record<string, string>[] }
    assert.deepEqual(
      files.map(({ tmpPath, ...shown }) => shown),
      [
        { name: 'a', clientName: '冰箱.png', size: 4, content: 'eins' } as never,
        { name: 'b', clientName: 'a.png', size: 4, content: 'zwei' } as never,
        { name: 'b', clientName: 'a.png', size: 4, content: 'drei' } as never,
      ]
    )
    assert.deepEqual(await waitingFiles(), [])
  })

  test('a file without a name is a field that nobody filled', async ({ assert }) => {
    const answer = await send(file('a', '', ''), text('b', '1'))
    assert.deepEqual(answer.json(), { texts: { b: '1' }, files: [] })
  })

  test('a part called {name} is one like any other, or none')
    .with(
      ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'handler']
        .concat(['__proto__[a]', 'a[__proto__]', 'a[4294967294]', 'a.b.c'])
        .map((name) => ({ name }))
    )
    .run(async ({ assert }, { name }) => {
      const answer = await send(file(name, 'x'), text(name, 'y'))
      assert.equal(answer.status, 200)
      const { texts, files } = answer.json()
      assert.deepEqual(texts, name === '__proto__' ? {} : { [name]: 'y' })
      assert.lengthOf(files, name === '__proto__' ? 0 : 1)
      assert.isUndefined(({} as Record<string, unknown>).a)
    })

  test('a form that is {what} is refused and leaves no file')
    .with([
      { what: 'cut', body: file('a', 'x').slice(0, -2), status: 400 },
      { what: 'cut in a nameless file', body: file('a', 'x', '').slice(0, -2), status: 400 },
      { what: 'cut in a head', body: file('a', 'x').slice(0, 30), status: 400 },
      { what: 'empty', body: '\r\n', status: 400 },
      { what: 'too large in all its files', body: file('a', 'x'.repeat(15e6)).repeat(2) },
      { what: 'too large in one file', body: file('a', 'x'.repeat(21 * 1024 * 1024)) },
      { what: 'too large by one byte', body: file('a', 'x'.repeat(20 * 1024 * 1024 + 1)) },
      { what: 'too large in one text', body: text('a', 'x'.repeat(65 * 1024)) },
      { what: 'of too many files', body: file('a', 'x').repeat(21) },
      { what: 'of too many texts', body: text('a', 'x').repeat(201) },
    ])
    .run(async ({ assert }, { body, status = 413 }) => {
      const ended = status === 413 ? `${body}--b--\r\n` : body
      const answer = await raw('POST', PATH, { headers: TYPE, body: ended })
      assert.equal(answer.status, status)
      assert.equal(answer.json().error_code, 'VALIDATION_ERROR')
      assert.deepEqual(await waitingFiles(), [])
    })

  test('without a boundary there is no form', async ({ assert }) => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=']) {
      const headers = { 'content-type': type }
      const { status } = await raw('POST', PATH, { headers, body: text('a', 'x') })
      assert.equal(status, 400)
    }
  })

  test('a line that breaks in the middle of a file leaves no file', async ({ assert }) => {
    const socket = connect({ host: '127.0.0.1', port: settings.port })
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: ${TYPE['content-type']}\r\n` +
        `Content-Length: 1000000\r\n\r\n${file('a', 'x'.repeat(100_000)).slice(0, -2)}`
    )
    const waiting = (count: number) => async () => {
      const { length } = await waitingFiles()
      return length === count
    }
    await until(waiting(1))
    socket.destroy()
    await until(waiting(0))
    assert.deepEqual(await waitingFiles(), [])
  })
})
