import { test } from '@japa/runner'
import { trustedProxies } from '#shared/trusted_proxies'

test.group('Trusted proxies', () => {
  test('{entry} trusts {inside} and not {outside}')
    .with([
      { entry: 'loopback', inside: '127.0.0.1', outside: '128.0.0.1' },
      { entry: 'loopback', inside: '::1', outside: '::2' },
      { entry: 'loopback', inside: '::ffff:127.0.0.1', outside: '::ffff:8.8.8.8' },
      { entry: 'linklocal', inside: '169.254.3.4', outside: '169.255.0.1' },
      { entry: 'uniquelocal', inside: '172.31.255.255', outside: '172.32.0.0' },
      { entry: 'uniquelocal', inside: 'fd00::1', outside: '2001:db8::1' },
      { entry: '203.0.113.0/24', inside: '203.0.113.255', outside: '203.0.114.0' },
      { entry: '203.0.113.9', inside: '203.0.113.9', outside: '203.0.113.10' },
      { entry: '2001:db8::/32', inside: '2001:db8:ffff::1', outside: '203.0.113.9' },
      { entry: '2001:db8::7', inside: '2001:db8::7', outside: '2001:db8::8' },
    ])
    .run(({ assert }, { entry, inside, outside }) => {
      const trusts = trustedProxies([entry])
      assert.isTrue(trusts(inside))
      assert.isFalse(trusts(outside))
    })

  test('nobody is trusted when the list is empty, and what is no address never is', ({
    assert,
  }) => {
    assert.isFalse(trustedProxies([])('127.0.0.1'))
    for (const wrong of ['', 'localhost', '127.0.0.1:80', 'unknown'])
      assert.isFalse(trustedProxies(['loopback'])(wrong))
  })

  test('any entry of several is enough', ({ assert }) => {
    const trusts = trustedProxies(['loopback', '10.0.0.0/8'])
    assert.isTrue(trusts('10.1.2.3'))
    assert.isTrue(trusts('127.0.0.1'))
    assert.isFalse(trusts('11.0.0.1'))
  })
})
