import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { HttpClient } from '#integrations/http_client'
import { SandboxShop } from './sandbox_shop.js'

const shop = new SandboxShop()

test.group('TLS', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())

  test('a certificate that nobody vouches for is refused, whatever the environment says', async ({
    assert,
    cleanup,
  }) => {
    const { paths } = shop.sandbox.keys
    let heard = 0
    const key = readFileSync(paths.platformPrivateKey)
    const cert = readFileSync(paths.platformCertificate)
    const server = createServer({ key, cert }, () => (heard += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    cleanup(() => {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const result = await new HttpClient({ userAgent: 'test' }).send({
      method: 'GET',
      baseUrl: `https://127.0.0.1:${port}`,
      path: '/',
      deadlineMs: 5000,
    })
    assert.equal(result.kind, 'unavailable')
    assert.equal(heard, 0)
  })
})
