import type { OutgoingHttpHeaders } from 'node:http'
import type { Attack } from './attack.js'
import { validBody } from './bodies.js'
import { bearer, requestTo } from './requests.js'
import type { Target } from './targets.js'
import type { Caller, World } from './world.js'

/** Header values are bytes: what is beyond ASCII is written as the bytes of UTF-8. */
const utf8 = (text: string) => Buffer.from(text).toString('latin1')
const LONG = 'x'.repeat(8_000)

/** Ways to be nobody while claiming to be somebody. */
function tokens({ token, refresh }: Caller): Record<string, string> {
  return {
    'nothing': '',
    'a blank': ' ',
    'Bearer null': 'Bearer null',
    'Bearer undefined': 'Bearer undefined',
    'Bearer alone': 'Bearer',
    'a refresh token': `Bearer ${refresh}`,
    'a token without Bearer': token,
    'a token twice': `Bearer ${token} ${token}`,
    'two tokens': `Bearer ${token}, Bearer ${token}`,
    'a token cut': `Bearer ${token.slice(0, -1)}`,
    'a token with more': `Bearer ${token}A`,
    'a token in capitals': `Bearer ${token.toUpperCase()}`,
    'a token with a line between': `Bearer\t${token}`,
    'another scheme': `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    'a digest': 'Digest username="admin"',
    'another word': `Token ${token}`,
    'SQL': `Bearer ' or '1'='1`,
    'a path': 'Bearer ../../etc/passwd',
    'a JWT without signature': 'Bearer eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjoxfQ.',
    'Chinese': utf8('Bearer 令牌'),
    'bytes': 'Bearer \u00ff\u00fe\u0080',
    '8 kB': `Bearer ${LONG}`,
  }
}

const PER_REQUEST: Record<string, string[]> = {
  'idempotency-key': [
    '',
    ' ',
    'fuzz',
    'x'.repeat(101),
    LONG,
    utf8('键'),
    "' or 1=1",
    '\u00ff',
    '%00',
  ],
  'if-none-match': ['*', '', ',', '"', 'W/', `"${LONG}"`, '"a", W/"b", *', utf8('"标"'), '\u00ff'],
  'x-request-id': ['', LONG, utf8('号'), '<script>', 'a b'],
  'accept': ['', 'text/html', 'x', '*/*;q=9', LONG, 'application/xml'],
  'accept-language': [LONG, utf8('中文'), 'zh;q=x'],
  'accept-encoding': ['gzip', 'klingon', '*;q=0', LONG],
  'user-agent': ['', LONG, utf8('微信'), '\u00ff', '%00'],
  'cookie': [
    'a',
    'a=%E0%A4%A',
    LONG,
    'adonis-session=x; XSRF-TOKEN=x',
    '__proto__=1',
    '\u00ff=\u00ff',
  ],
  'origin': ['null', 'http://evil.example', 'x', LONG, utf8('http://例子')],
  'referer': ['x', LONG, 'javascript:alert(1)'],
  'range': ['bytes=0-1', 'bytes=-1', 'x'],
  'if-modified-since': ['x', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  'if-match': ['"x"'],
  'x-device-id': ['', LONG, utf8('设备'), '\u00ff'],
  'x-forwarded-for': [
    'x',
    LONG,
    '::1, 1.2.3.4',
    '999.999.999.999',
    '1.2.3.4:99',
    utf8('址'),
    '::ffff:0:0',
  ],
  'x-forwarded-host': [
    '',
    'evil.example',
    'a b',
    'x"<>',
    LONG,
    utf8('例子.中国'),
    'a,b',
    '[::1',
    'a:99999',
  ],
  'x-forwarded-proto': ['', 'gopher', 'javascript', 'https, http', LONG],
  'x-forwarded-prefix': ['/x'],
  'x-original-url': ['/api/openapi.json'],
  'x-fragment': ['list'],
  'x-requested-with': ['XMLHttpRequest'],
  'hx-request': ['true'],
  'host': [
    'evil.example',
    'a b',
    '',
    'x"<>',
    LONG,
    '[::1',
    'localhost:99999',
    utf8('例子'),
    '%00',
    '@',
    '/',
  ],
  'wechatpay-signature': ['x', LONG],
}

const OVERRIDES = [
  ...['GET', 'HEAD', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'POST', 'patch'],
  ...['', 'x', 'PATCH, DELETE', 'PATCH ', '__proto__', LONG, utf8('删除'), '\u00ff'],
]

const METHODS = [
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
].concat(['SEARCH', 'PURGE', 'REPORT', 'LINK', 'M-SEARCH', 'SOURCE'])

/** Headers that no operation reads by itself are shared out: each operation gets every fourth value. */
export const SHARES = 4
let share = 0

/** What can be wrong with a head: the token, each header, the method. */
export async function headerAttacks(target: Target, world: World): Promise<Attack[]> {
  const [individual, dealer] = world.callers
  const request = await requestTo(target, individual, 2)
  const body = target.writes
    ? JSON.stringify(await validBody(target, world, individual))
    : undefined
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const attack = (what: string, headers: OutgoingHttpHeaders): Attack => {
    return { ...request, what, headers: { ...json, ...headers }, body }
  }
  const token = bearer(individual)
  /** What else the path offers is attacked for itself. */
  const isNotOffered = (method: string) => !target.offered.includes(method.trim().toUpperCase())
  const rejected = Object.entries(tokens(dealer)).map(([what, authorization]) =>
    attack(`authorization is ${what}`, { authorization })
  )
  share += 1
  const own = new Set(target.headers.map((name) => name.toLowerCase()))
  const heads = Object.entries(PER_REQUEST).flatMap(([name, values]) =>
    values
      .filter((_, index) => own.has(name) || (index + share) % SHARES === 0)
      .map((value) => attack(`${name} is ${value.slice(0, 20)}`, { ...token, [name]: value }))
  )
  const keyed = target.headers.includes('Idempotency-Key')
    ? PER_REQUEST['idempotency-key'].map((key) =>
        attack(`another body under the key ${key.slice(0, 20)}`, {
          ...token,
          'idempotency-key': key,
        })
      )
    : []
  const overrides = OVERRIDES.filter(isNotOffered).map((method) => ({
    ...attack(`POST stands for ${method.slice(0, 20)}`, {
      ...token,
      'x-http-method-override': method,
    }),
    ...{ method: 'POST', body: '{}' },
  }))
  const methods = METHODS.filter(isNotOffered).map((method) => ({
    ...attack(`the method is ${method}`, token),
    ...{ method, body: undefined },
  }))
  return [...rejected, ...heads, ...keyed, ...overrides, ...methods]
}
