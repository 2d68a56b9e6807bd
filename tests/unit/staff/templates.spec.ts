import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const root = app.makePath('resources/views')
const templates = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.edge'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const offenders = (pattern: RegExp, except: string[] = []) =>
  templates
    .filter(({ path, text }) => !except.includes(path) && pattern.test(text))
    .map(({ path }) => path)

test.group('Templates', () => {
  test('hold no style attribute, which the content policy drops', ({ assert }) => {
    assert.deepEqual(offenders(/\sstyle=/), [])
    assert.deepEqual(offenders(/<style/), [])
  })

  test('hold no inline script but the one of the theme', ({ assert }) => {
    assert.deepEqual(offenders(/<script/, ['partials/head.edge']), [])
    assert.deepEqual(offenders(/\son[a-z]+=|hx-on|javascript:/), [])
    const head = templates.find(({ path }) => path === 'partials/head.edge')!.text
    assert.deepEqual(head.match(/<script[^>]*>/g), ['<script nonce="{{ cspNonce }}">'])
  })

  test('map no status to a word or a colour', ({ assert }) => {
    assert.deepEqual(offenders(/status === '(pending|paid|shipped|completed|cancelled)'/), [])
  })

  test('use only icons that the icon file has', ({ assert }) => {
    const names = new Set(JSON.parse(readFileSync(app.makePath('resources/icons.json'), 'utf8')))
    const used = templates.flatMap(({ text }) =>
      [...text.matchAll(/icon\('([a-z0-9-]+)'/g)].map(([, name]) => name)
    )
    assert.isAbove(used.length, 10)
    assert.deepEqual(
      used.filter((name) => !names.has(name)),
      []
    )
  })
})
