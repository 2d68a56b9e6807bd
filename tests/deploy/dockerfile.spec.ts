import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { ShopImage } from './support/dockerfile_image.js'

/** What the image adds to its base: the base is about 170 MB with curl, and 350 MB are allowed. */
const MEGABYTES_AT_MOST = 120

/** Where the machine's programs and the stand-in for the base image lie in a stage. */
const OF_THE_BASE = /^(bin|sbin|lib\d*|usr|etc|proc|dev|opt)$/

test.group('Deploy | image', (group) => {
  let shop: ShopImage
  group.setup(async () => {
    shop = await ShopImage.make('9.8.7')
    return () => shop.remove()
  })

  test('it is Node 24 on Alpine, and says which version of the shop it has', ({ assert }) => {
    const { image } = shop
    assert.equal(image.base, 'node:24-alpine')
    assert.equal(image.labels.get('org.opencontainers.image.version'), '9.8.7')
    assert.deepEqual(image.command, ['node', 'bin/server.js'])
    assert.deepEqual(image.entrypoint, ['sh', '/app/entrypoint.sh'])
    assert.equal(image.user, 'node')
  })

  test('it has production packages alone', ({ assert }) => {
    const { packages } = JSON.parse(readFileSync(app.makePath('package-lock.json'), 'utf8'))
    const record = readFileSync(shop.path('app/node_modules/.package-lock.json'), 'utf8')
    const present = Object.keys(JSON.parse(record).packages)
    assert.isAbove(present.length, 100)
    const development = present.filter((path) => packages[path].dev || packages[path].devOptional)
    assert.deepEqual(development, [])

    const names = readdirSync(shop.path('app/node_modules')).filter((name) => !/^[.@]/.test(name))
    assert.deepEqual(
      names.filter((name) => !present.includes(`node_modules/${name}`)),
      []
    )
    assert.notInclude(names, 'node', 'a Node that was made for glibc')
  })

  test('it has no tests, sources, source maps, compilers, keys or downloads of npm', async ({
    assert,
  }) => {
    const kinds = ['*.ts', '*.map', '*.pem', '.env*', '.git']
    const named = kinds.flatMap((kind) => ['-o', '-name', kind]).slice(1)
    const found = await shop.run(['find', '/app', '/data', ...named])
    assert.deepEqual(found, { code: 0, output: '' })
    const unwanted = ['tests', 'benchmarks', 'docs', 'scripts', 'bin/test.js']
    const compilers = [
      'typescript',
      '@swc/core',
      '@adonisjs/assembler',
      'sass-embedded',
      'node-gyp',
    ]
    for (const path of [...unwanted, ...compilers.map((name) => `node_modules/${name}`)])
      assert.isFalse(existsSync(shop.path(join('app', path))), path)
    const top = readdirSync(shop.image.root).filter((name) => !OF_THE_BASE.test(name))
    assert.sameMembers(top, ['app', 'data', 'root', 'tmp'])
    assert.deepEqual(readdirSync(shop.path('root')), [])
  })

  test('what it adds to its base is small', ({ assert }) => {
    const [megabytes] = execFileSync('du', ['-sm', shop.path('app')], { encoding: 'utf8' }).split(
      '\t'
    )
    assert.isBelow(Number(megabytes), MEGABYTES_AT_MOST)
  })

  test('the shop can write its data, and nothing of itself', async ({ assert }) => {
    assert.deepEqual(await shop.run(['find', '/app', '-writable', '!', '-type', 'l']), {
      code: 0,
      output: '',
    })
    const folders = ['/data/media', '/data/private', '/data/static']
    const written = await shop.run(['touch', ...folders.map((folder) => `${folder}/a`)])
    assert.deepEqual(written, { code: 0, output: '' })
    const { code } = await shop.run(['sh', '-c', 'echo x >>/app/bin/server.js'])
    assert.notEqual(code, 0)
  })

  test('native code comes from sharp alone, which has it for Alpine as well', async ({
    assert,
  }) => {
    const places = ['/app', '-not', '-path', '/app/node_modules/@img/*']
    const native = ['-name', '*.node', '-o', '-name', '*.so', '-o', '-name', '*.so.*']
    const found = await shop.run(['find', ...places, '(', ...native, ')'])
    assert.deepEqual(found, { code: 0, output: '' })

    const { packages } = JSON.parse(readFileSync(app.makePath('package-lock.json'), 'utf8'))
    for (const machine of ['x64', 'arm64'])
      for (const name of ['sharp', 'sharp-libvips']) {
        const alpine = packages[`node_modules/@img/${name}-linuxmusl-${machine}`]
        const debian = packages[`node_modules/@img/${name}-linux-${machine}`]
        assert.deepEqual([alpine.libc, alpine.version], [['musl'], debian.version])
      }
  })

  test('its packages can draw pictures', async ({ assert }) => {
    const script = `
      const { default: sharp } = await import('sharp')
      const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      console.log((await sharp(await picture.webp().toBuffer()).metadata()).format)`
    const drawn = await shop.run(['node', '--input-type=module', '-e', script])
    assert.deepEqual(drawn, { code: 0, output: 'webp\n' })
  })

  test('any other command runs as it is, without a database', async ({ assert }) => {
    const { code, output } = await shop.run([...shop.image.entrypoint, 'node', '--version'])
    assert.equal(code, 0)
    assert.match(output, /^v24\.\d+\.\d+\n$/)
  })

  test('a start without settings names them all and ends', async ({ assert }) => {
    const { entrypoint, command } = shop.image
    const { code, output } = await shop.run([...entrypoint, ...command])
    assert.equal(code, 1)
    for (const name of ['SECRET_KEY', 'ALLOWED_HOSTS', 'POSTGRES_PASSWORD', 'WECHAT_APPID'])
      assert.include(output, name)
  })

  test('a container migrates, serves as an ordinary user, and its health check says so', async (t) => {
    const { assert } = t
    const settings = await shop.settings()
    const before = await shop.health(settings)
    assert.notEqual(before.code, 0)

    const container = shop.start(t, settings)
    await container.healthy()
    const url = `http://127.0.0.1:${settings.PORT}`
    const answer = await fetch(`${url}/healthz`)
    assert.equal(answer.status, 200)
    assert.deepEqual(new Set(container.accounts()), new Set(['1000']))

    const page = await fetch(`${url}/merchant/login`)
    const [, script] = /src="(\/static\/[^"]+\.js)"/.exec(await page.text()) ?? []
    assert.isTrue(existsSync(shop.path(`data${script}`)), `nginx has no ${script}`)

    const code = await container.stop()
    assert.equal(code, 0)
    const after = await shop.health(settings)
    assert.notEqual(after.code, 0)
  })

  test('containers that start together publish whole files, and forget what is long out of use', async (t) => {
    const { assert } = t
    const published = shop.path('data/static')
    const source = shop.path('app/public/static')
    const built = readdirSync(source).filter((name) => !name.startsWith('.'))
    rmSync(published, { recursive: true })
    mkdirSync(published)
    const put = (name: string, text: string, daysAgo: number) => {
      const then = Date.now() / 1000 - daysAgo * 24 * 3600
      writeFileSync(join(published, name), text)
      utimesSync(join(published, name), then, then)
    }
    put('of-last-release.js', 'open pages load this', 200)
    put('of-last-month.css', 'some page may load this', 20)
    put('of-last-year.css', 'no page loads this', 200)
    put(built[0], 'half a fi', 0)
    put('.present', './of-last-release.js\n', 200)
    execFileSync('chown', ['-R', '1000:1000', published])

    const worker = shop.start(t, await shop.settings(), ['node', 'ace', 'worker'])
    const web = [shop.start(t, await shop.settings()), shop.start(t, await shop.settings())]
    await Promise.all(web.map((container) => container.healthy()))
    assert.isNull(worker.child.exitCode, worker.printed)

    const kept = [...built, 'of-last-release.js', 'of-last-month.css', '.present']
    assert.sameMembers(readdirSync(published), kept)
    const read = (folder: string, name: string) => readFileSync(join(folder, name), 'latin1')
    for (const name of built) assert.equal(read(published, name), read(source, name))
    const listed = built.map((name) => `./${name}`)
    assert.sameMembers(read(published, '.present').trim().split('\n'), listed)
  })
})
