import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { makeStaff } from '#tests/helpers/staff'
import { ask, statusOf } from './support/nginx_client.js'
import { usesShop } from './support/nginx_shop.js'

const PASSWORD = 'right-horse-4711'
const BALANCER = '127.0.0.20'

/** What a visitor may claim about himself, another one each time. */
const claims = (number: number) => ({
  'x-forwarded-for': `203.0.113.${number}`,
  'x-real-ip': `203.0.113.${number}`,
  'forwarded': `for=203.0.113.${number};proto=https`,
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example.org',
  'x-forwarded-port': '443',
})

interface SignIn {
  from: string
  headers: Record<string, string>
  username?: string
}

function signIn(port: number, { from, headers, username = crypto.randomUUID() }: SignIn) {
  return ask(port, '/api/password_login/', {
    method: 'POST',
    from,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
}

async function lastSignIn(userId: number) {
  return row<{ ip: string }>(
    `select host(ip::inet) as ip from audit_logs
     where event = 'user_login' and actor_id = ? order by id desc limit 1`,
    [userId]
  )
}

test.group('nginx | what visitors claim', (group) => {
  const shop = usesShop(group)

  test('sign-ins are counted by the address that nginx sees, whatever is claimed', async ({
    assert,
  }) => {
    const statuses = []
    for (let number = 1; number <= 6; number++) {
      const answer = await signIn(shop.nginx.port, { from: '127.0.0.9', headers: claims(number) })
      statuses.push(answer.status)
    }
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429])
    const other = await signIn(shop.nginx.port, { from: '127.0.0.10', headers: claims(6) })
    assert.equal(other.status, 401)
  })

  test('and recorded by it', async ({ assert }) => {
    const { id, username } = await makeStaff({ password: PASSWORD })
    const from = '127.0.0.11'
    const answer = await signIn(shop.nginx.port, { from, headers: claims(7), username })
    assert.equal(answer.status, 200)
    assert.deepEqual(await lastSignIn(id), { ip: from })
  })

  test('a claimed scheme brings no HSTS, a claimed host is not looked at', async ({ assert }) => {
    const answer = await ask(shop.nginx.port, '/merchant/login', { headers: claims(8) })
    assert.equal(answer.status, 200)
    assert.isUndefined(answer.headers['strict-transport-security'])
  })
})

test.group('nginx | behind a load balancer', (group) => {
  const shop = usesShop(group, {
    webs: 1,
    environment: { SECURE_SSL_REDIRECT: 'true' },
    prepare: (folder) =>
      writeFile(
        join(folder, 'site/balancer.conf'),
        `set_real_ip_from ${BALANCER};\nreal_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n`
      ),
  })
  const host = 'shop.example.com:8443'
  const path = '/merchant/login?next=/merchant/admin'

  test('a claimed scheme does not keep a visitor from https; host and port are kept', async ({
    assert,
  }) => {
    const answer = await ask(shop.nginx.port, path, { headers: { ...claims(1), host } })
    assert.equal(answer.status, 308)
    assert.equal(answer.headers.location, `https://${host}${path}`)
    assert.equal(await statusOf(ask(shop.nginx.port, '/healthz', { headers: { host } })), 200)
  })

  test('the balancer is believed: scheme and address are those of its visitor', async ({
    assert,
  }) => {
    const { id, username } = await makeStaff({ password: PASSWORD })
    const headers = { host, 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' }
    const page = await ask(shop.nginx.port, path, { from: BALANCER, headers })
    assert.equal(page.status, 200)
    assert.match(String(page.headers['strict-transport-security']), /^max-age=31536000/)
    await signIn(shop.nginx.port, { from: BALANCER, headers, username })
    assert.deepEqual(await lastSignIn(id), { ip: '198.51.100.7' })
    const plain = { ...headers, 'x-forwarded-proto': 'http' }
    assert.equal(
      await statusOf(ask(shop.nginx.port, path, { from: BALANCER, headers: plain })),
      308
    )
  })

  test('a visitor of the balancer cannot invent a longer way', async ({ assert }) => {
    const { id, username } = await makeStaff({ password: PASSWORD })
    const way = `203.0.113.9, 198.51.100.8`
    const headers = { host, 'x-forwarded-for': way, 'x-forwarded-proto': 'https' }
    await signIn(shop.nginx.port, { from: BALANCER, headers, username })
    assert.deepEqual(await lastSignIn(id), { ip: '198.51.100.8' })
  })
})
