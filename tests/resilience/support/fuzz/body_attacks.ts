import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Attack } from './attack.js'
import { validBody } from './bodies.js'
import { bearer, requestTo } from './requests.js'
import type { Target } from './targets.js'
import type { World } from './world.js'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)))

/** Bodies that are no JSON object, or only just. */
const BODIES: Record<string, string | Buffer> = {
  'nothing': '',
  'a blank': ' ',
  'a line end': '\r\n',
  'half an object': '{"a":',
  'a bracket': '{',
  'null': 'null',
  'true': 'true',
  'a number': '1',
  'a number beyond every type': '1e400',
  'a text': '"text"',
  'a list': '[]',
  'a list of objects': '[{"a":1}]',
  'plain words': 'hello',
  'NaN': '{"a":NaN}',
  'single quotes': `{'a':1}`,
  'a comment': '{/* a */"a":1}',
  'a comma too many': '{"a":1,}',
  'something after the end': '{"a":1}x',
  'two objects': '{}{}',
  'a byte order mark': '\ufeff{}',
  'a NUL byte': '{"a":"\0"}',
  'a line end in a text': '{"a":"\n"}',
  'UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  'bytes that are no UTF-8 in a name': bytes('{"', [0xff, 0xfe], '":1}'),
  'bytes that are no UTF-8 in a value': bytes('{"a":"', [0xc0, 0xaf, 0xed, 0xa0, 0x80], '"}'),
  'only bytes': bytes([0, 1, 2, 0xff, 0x80]),
  'a thousand keys': `{${Array.from({ length: 1_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
  'a name of 100 kB': `{"${'k'.repeat(100_000)}":1}`,
  '100,000 brackets': '['.repeat(100_000),
  '100,000 objects inside one another': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  '__proto__': '{"__proto__":{"is_admin":true},"a":1}',
  'constructor': '{"constructor":{"prototype":{"polluted":true}}}',
  'names of object internals': '{"hasOwnProperty":1,"toString":null,"toJSON":{},"then":1}',
  'another method': '{"_method":"DELETE"}',
  'a method that is no text': '{"_method":5}',
  'a method that is a list': '{"_method":["PATCH"]}',
}

const TYPES: Record<string, string | undefined> = {
  'no type': undefined,
  'an empty type': '',
  'no type at all': 'x',
  'HTML': 'text/html',
  'XML': 'application/xml',
  'plain text': 'text/plain',
  'a binary': 'application/octet-stream',
  'a form': 'application/x-www-form-urlencoded',
  'a form with files without boundary': 'multipart/form-data',
  'a form with files': 'multipart/form-data; boundary=x',
  'a boundary without end': 'multipart/form-data; boundary="x',
  'mixed parts': 'multipart/mixed; boundary=x',
  'UTF-16': 'application/json; charset=utf-16',
  'GBK': 'application/json; charset=gbk',
  'an unknown charset': 'application/json; charset=klingon',
  'two charsets': 'application/json; charset=utf-8; charset=latin1',
  'capitals': 'APPLICATION/JSON',
  'two types': 'application/json, text/html',
  'a dialect': 'application/vnd.api+json',
  'a type with blanks': ' application / json ',
  '8 kB': `application/json; a=${'x'.repeat(8_000)}`,
}

const FORM =
  'a[b][c]=1&a[]=2&a=3&__proto__[x]=1&constructor[prototype][x]=1&k[99999]=1&_method[]=x&%=%'

/** What can be wrong with a body as a whole, and with what is said about it. */
export async function bodyAttacks(target: Target, world: World): Promise<Attack[]> {
  if (!target.writes) return []
  const [individual, , admin] = world.callers
  const valid = JSON.stringify(await validBody(target, world, individual))
  const requests = await Promise.all([individual, admin].map((one) => requestTo(target, one)))
  const json = { 'content-type': 'application/json' }
  let turn = 0
  const attack = (what: string, body: string | Buffer, headers: object): Attack => {
    const caller = turn++ % 2
    const token = bearer([individual, admin][caller])
    return { ...requests[caller], what, headers: { ...token, ...headers }, body }
  }
  const named = valid.length > 2 ? valid.slice(1, -1) : '"a":1'
  return [
    ...Object.entries(BODIES).map(([what, body]) => attack(`the body is ${what}`, body, json)),
    attack('every key twice', `{${named},${named.replaceAll(/:"[^"]*"/g, ':null')}}`, json),
    attack('every key twice, the other way', `{"a":[],${named},${named}}`, json),
    ...Object.entries(TYPES).map(([what, type]) =>
      attack(`the type is ${what}`, valid, type === undefined ? {} : { 'content-type': type })
    ),
    attack('a strange form', FORM, { 'content-type': TYPES['a form'] }),
    ...encodings(valid).map(([what, body, encoding]) =>
      attack(what, body, { ...json, 'content-encoding': encoding })
    ),
    { ...requests[0], what: 'a valid body without a token', headers: json, body: valid },
    { ...requests[0], what: 'broken JSON without a token', headers: json, body: '{' },
  ]
}

function encodings(valid: string): [string, Buffer, string][] {
  const plain = Buffer.from(valid)
  return [
    ['compressed', gzipSync(plain), 'gzip'],
    ['compressed by brotli', brotliCompressSync(plain), 'br'],
    ['compressed by deflate', deflateSync(plain), 'deflate'],
    ['compressed, but cut', gzipSync(plain).subarray(0, -6), 'gzip'],
    ['not compressed, as was said', plain, 'gzip'],
    ['compressed otherwise than said', gzipSync(plain), 'deflate'],
    ['not compressed by brotli, as was said', plain, 'br'],
    ['compressed twice, as was said', gzipSync(gzipSync(plain)), 'gzip, gzip'],
    ['compressed in an unknown way', plain, 'klingon'],
    ['compressed in no way', plain, 'identity'],
    ['a compressed bomb', BOMB, 'gzip'],
  ]
}

const BOMB = gzipSync(Buffer.alloc(30 * 1024 * 1024, ' '))
