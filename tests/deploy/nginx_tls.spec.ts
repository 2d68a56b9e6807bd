import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { ask, textOf } from './support/nginx_client.js'
import { usesShop } from './support/nginx_shop.js'
import { curl, handshake, makeCertificate } from './support/nginx_tls.js'

const OLD = ['-cipher', 'ALL:@SECLEVEL=0']

test.group('nginx | TLS', (group) => {
  const shop = usesShop(group, {
    file: 'nginx.tls.conf',
    environment: { SECURE_SSL_REDIRECT: 'true' },
    prepare: async (folder) => {
      await makeCertificate(folder)
      const proofs = join(folder, 'srv/acme/.well-known/acme-challenge')
      await mkdir(proofs, { recursive: true })
      await writeFile(join(proofs, 'token-1'), 'proof')
    },
  })
  const host = 'shop.example.com'
  /** Over TLS, as the visitor of a real address: the name leads to loopback. */
  const visit = (path: string, ...args: string[]) =>
    curl(
      ...['--resolve', `${host}:${shop.nginx.tlsPort}:127.0.0.1`, ...args],
      `https://${host}:${shop.nginx.tlsPort}${path}`
    )

  test('{options} is answered: {accepted}')
    .with([
      { options: ['-tls1', ...OLD], accepted: false },
      { options: ['-tls1_1', ...OLD], accepted: false },
      { options: ['-tls1_2'], accepted: true },
      { options: ['-tls1_3'], accepted: true },
      { options: ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256'], accepted: true },
      { options: ['-tls1_2', '-cipher', 'AES128-SHA:@SECLEVEL=0'], accepted: false },
      { options: ['-tls1_2', '-cipher', 'ECDHE-RSA-AES256-SHA:@SECLEVEL=0'], accepted: false },
    ])
    .run(async ({ assert }, { options, accepted }) => {
      const shaken = await handshake(shop.nginx.tlsPort, ...options)
      assert.equal(shaken.accepted, accepted, shaken.said)
      /** The refusal is the server's, not that of a client which offers nothing. */
      if (!accepted) assert.match(shaken.said, /alert (protocol version|handshake failure)/)
    })

  test('plain http leads to https with path, query and method', async ({ assert }) => {
    for (const path of ['/', '/api/orders/?page=2&a=%20', '/merchant/login', '/healthz']) {
      const answer = await ask(shop.nginx.port, path, { headers: { host: `${host}:80` } })
      assert.equal(answer.status, 308)
      assert.equal(answer.headers.location, `https://${host}${path}`)
    }
    const post = await ask(shop.nginx.port, '/api/login/', { method: 'POST', headers: { host } })
    assert.equal(post.status, 308)
  })

  test('but the health of nginx and proofs for certificates stay', async ({ assert }) => {
    assert.equal(await textOf(ask(shop.nginx.port, '/health')), 'healthy\n')
    const proof = await ask(shop.nginx.port, '/.well-known/acme-challenge/token-1')
    assert.deepEqual([proof.status, proof.text], [200, 'proof'])
    const missing = await ask(shop.nginx.port, '/.well-known/acme-challenge/token-2')
    assert.equal(missing.status, 404)
  })

  test('plain http on the port of TLS is led there too', async ({ assert }) => {
    const own = `${host}:${shop.nginx.tlsPort}`
    const answer = await ask(shop.nginx.tlsPort, '/merchant/login', { headers: { host: own } })
    assert.equal(answer.status, 308)
    assert.equal(answer.headers.location, `https://${own}/merchant/login`)
  })

  test('{path}: HTTP/2, and each header of safety exactly once')
    .with([
      { path: '/merchant/login', status: 200 },
      { path: '/api/catalog/products/', status: 200 },
      { path: '/api/nothing-here/', status: 404 },
    ])
    .run(async ({ assert }, { path, status }) => {
      const answer = await visit(path, '--http2')
      assert.deepEqual([answer.version, answer.status], ['2', status])
      assert.match(answer.head, /strict-transport-security: max-age=31536000; includeSubDomains/)
      const once = ['strict-transport-security', 'x-content-type-options', 'cache-control']
      for (const name of [...once, 'x-request-id', 'content-type'])
        assert.lengthOf(
          answer.names.filter((found) => found === name),
          1,
          name
        )
    })

  test('a body that is too large is refused over HTTP/2 as well', async ({ assert }) => {
    const form = join(shop.nginx.folder, 'large')
    await writeFile(form, Buffer.alloc(20 * 1024 * 1024 + 1))
    const answer = await visit('/api/catalog/media-images/', '--http2', '--data-binary', `@${form}`)
    assert.deepEqual([answer.version, answer.status], ['2', 413])
  })
})
