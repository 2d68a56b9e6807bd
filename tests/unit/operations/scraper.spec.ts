import type { IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { isScraper } from '#operations/scraper'

const asked = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  isScraper({ headers, socket: { remoteAddress } } as unknown as IncomingMessage)

test.group('Who may read the figures', () => {
  test('whoever asks from {address}: {allowed}')
    .with([
      { address: '127.0.0.1', allowed: true },
      { address: '::1', allowed: true },
      { address: '::ffff:172.18.0.5', allowed: true },
      { address: '10.0.3.4', allowed: true },
      { address: '192.168.1.9', allowed: true },
      { address: 'fd12:3456::7', allowed: true },
      { address: '8.8.8.8', allowed: false },
      { address: '::ffff:203.0.113.7', allowed: false },
      { address: '172.32.0.1', allowed: false },
      { address: '2001:db8::1', allowed: false },
      { address: undefined, allowed: false },
    ])
    .run(({ assert }, { address, allowed }) => {
      assert.equal(asked(address), allowed)
    })

  test('nobody for whom somebody else asks: {header}')
    .with(['x-forwarded-for', 'x-real-ip', 'forwarded'].map((header) => ({ header })))
    .run(({ assert }, { header }) => {
      for (const value of ['127.0.0.1', '10.0.0.1', ''])
        assert.isFalse(asked('10.0.3.4', { [header]: value }))
    })
})
