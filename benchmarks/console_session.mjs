import { createHash } from 'node:crypto'
import { request } from './load.mjs'
import { PRODUCTION_HEADERS } from './settings.mjs'

export const ORDER_LIST = '/merchant/admin/orders'

/** Signs a member of staff in as a browser would; answers the cookies of the session as a header. */
export async function signIn({ port, staff }) {
  const cookies = new Map()
  const ask = async (options) => {
    const headers = { ...PRODUCTION_HEADERS, ...options.headers, cookie: header(cookies) }
    const answer = await request({ port, ...options, headers })
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      cookies.set(name, value)
    }
    return answer
  }
  const form = (await ask({ path: '/merchant/login' })).body.toString()
  const [, token] = /name=["']_csrf["'][^>]*value=["']([^"']+)/.exec(form) ?? []
  if (!token) throw new Error('登录页没有 CSRF 字段')
  const answer = await ask({
    method: 'POST',
    path: '/merchant/login',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: token, ...staff }).toString(),
  })
  if (answer.status !== 303) throw new Error(`登录应答 ${answer.status}`)
  return header(cookies)
}

const header = (cookies) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** A session of the same person that the limit server can look up. */
export async function openLimitSession(client, staff) {
  const id = 'session-of-the-limit-server'
  await client.query(
    `insert into sessions (id, data, user_id, expires_at)
     select $1, '{}', id, now() + interval '1 day' from users where username = $2
     on conflict do nothing`,
    [createHash('sha256').update(id).digest('hex'), staff.username]
  )
  return id
}
