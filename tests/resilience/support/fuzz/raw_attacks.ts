/** A request as bytes: what no HTTP client would send. */
export interface RawAttack {
  what: string
  bytes: Buffer
  /** the sending side ends before the request does; nobody can answer that */
  isCut: boolean
}

const END = '\r\n'

/** Requests to an address that break the rules of HTTP itself. Every one asks to close the line. */
export function rawAttacks(address: string, token: string, host: string): RawAttack[] {
  const said = [`Host: ${host}`, 'Connection: close']
  const get = [`GET ${address} HTTP/1.1`, ...said]
  const post = [`POST ${address} HTTP/1.1`, ...said, `Authorization: Bearer ${token}`].concat(
    'Content-Type: application/json'
  )
  const from = (isCut: boolean) => (what: string, bytes: string) => {
    return { what, bytes: Buffer.from(bytes, 'latin1'), isCut }
  }
  const [whole, cut] = [from(false), from(true)]
  const heads = [...requestLines(address, host, said), ...headers(get, token)]
  return [
    ...heads.map(([what, ...lines]) => whole(what, lines.join(END) + END + END)),
    ...BODIES.map(([what, header, body]) => whole(what, [...post, header, '', body].join(END))),
    ...CUT_BODIES.map(([what, header, body]) => cut(what, [...post, header, '', body].join(END))),
    cut('nothing at all', ''),
    cut('an empty line', END + END),
    cut('half a head', `GET ${address} HTTP/1.1${END}Host:`),
    whole('bytes', '\0\x01\x02\x03\xff\xfe\x16\x03\x01'),
    whole('the beginning of TLS', '\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03'),
    whole('words', 'hello\n'),
  ]
}

type Lines = [what: string, ...lines: string[]]

function requestLines(address: string, host: string, said: string[]): Lines[] {
  const asked = (what: string, line: string): Lines => [what, line, ...said]
  return [
    ['no host', `GET ${address} HTTP/1.1`, 'Connection: close'],
    ['an empty host', `GET ${address} HTTP/1.1`, 'Host:', 'Connection: close'],
    asked('HTTP/1.0', `GET ${address} HTTP/1.0`),
    asked('HTTP/0.9', `GET ${address}`),
    asked('HTTP/2', 'PRI * HTTP/2.0'),
    asked('HTTP/9.9', `GET ${address} HTTP/9.9`),
    asked('an unknown protocol', `GET ${address} KLINGON/1.1`),
    asked('an unknown method', `KLINGON ${address} HTTP/1.1`),
    asked('a method in small letters', `get ${address} HTTP/1.1`),
    asked('an asterisk', `OPTIONS * HTTP/1.1`),
    asked('a whole address', `GET http://${host}${address} HTTP/1.1`),
    asked('another whole address', `GET http://evil.example${address} HTTP/1.1`),
    asked('a strange whole address', `GET ftp://[::1 HTTP/1.1`),
    asked('an address without a slash', `GET api HTTP/1.1`),
    asked('two slashes before it', `GET /${address} HTTP/1.1`),
    asked('a blank in the address', `GET ${address} x HTTP/1.1`),
    asked('a hash in the address', `GET ${address}#a HTTP/1.1`),
    asked('bytes in the address', `GET ${address}\u00ff\u00fe HTTP/1.1`),
    asked('bytes in the query', `GET ${address}?a=\u00ff\u00fe HTTP/1.1`),
    asked('a NUL in the address', `GET ${address}\0 HTTP/1.1`),
    asked('an address of 20 kB', `GET ${address}?${'x'.repeat(20_000)} HTTP/1.1`),
  ]
}

function headers(get: string[], token: string): Lines[] {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index))
  return [
    ['two hosts', ...get, 'Host: evil.example'],
    ['a header of 20 kB', ...get, `X-A: ${'x'.repeat(20_000)}`],
    ['3,000 headers', ...get, ...many(3_000, (index) => `X-${index}: 1`)],
    ['1,000 short headers', ...get, ...many(1_000, () => 'A: 1')],
    ['a header without a colon', ...get, 'X-A'],
    ['a header without a name', ...get, ': x'],
    ['a header that goes on', ...get, 'X-A: 1', ' 2'],
    ['a NUL in a header', ...get, 'X-A: \0'],
    ['bytes in a header', ...get, 'X-A: \u00ff\u00fe'],
    ['two tokens', ...get, `Authorization: Bearer ${token}`, 'Authorization: Bearer null'],
    ['two keys', ...get, 'Idempotency-Key: a', 'Idempotency-Key: b'],
    ['two cookies', ...get, 'Cookie: a=1', 'Cookie: a=2'],
  ]
}

const BODIES: [what: string, header: string, body: string][] = [
  ['less announced than sent', 'Content-Length: 1', '{"a":1}'],
  ['nothing announced', 'X-Nothing: 1', '{"a":1}'],
  ['a negative length', 'Content-Length: -1', '{}'],
  ['a length that is no number', 'Content-Length: x', '{}'],
  ['a length with a sign', 'Content-Length: +2', '{}'],
  ['a hexadecimal length', 'Content-Length: 0x2', '{}'],
  ['a fraction as length', 'Content-Length: 2.0', '{}'],
  ['a length beyond every number', `Content-Length: ${'9'.repeat(40)}`, '{}'],
  ['two lengths', `Content-Length: 2${END}Content-Length: 3`, '{}'],
  ['two lengths in one', 'Content-Length: 2, 3', '{}'],
  ['a length and chunks', `Content-Length: 2${END}Transfer-Encoding: chunked`, '0\r\n\r\n'],
  ['chunks', 'Transfer-Encoding: chunked', '2\r\n{}\r\n0\r\n\r\n'],
  ['chunks of one byte', 'Transfer-Encoding: chunked', '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'],
  ['a chunk of no number', 'Transfer-Encoding: chunked', 'z\r\n{}\r\n0\r\n\r\n'],
  ['a chunk beyond every number', 'Transfer-Encoding: chunked', 'fffffffffffffffff\r\n{}'],
  ['trailers', 'Transfer-Encoding: chunked', '2\r\n{}\r\n0\r\nX-A: 1\r\n\r\n'],
  ['an unknown transfer encoding', 'Transfer-Encoding: klingon', '{}'],
  ['two transfer encodings', 'Transfer-Encoding: gzip, chunked', '2\r\n{}\r\n0\r\n\r\n'],
  ['a hidden transfer encoding', 'Transfer-Encoding : chunked', '0\r\n\r\n'],
  ['an unknown expectation', `Expect: klingon${END}Content-Length: 2`, '{}'],
  ['an expectation', `Expect: 100-continue${END}Content-Length: 2`, '{}'],
  ['an upgrade', `Upgrade: websocket${END}Content-Length: 2`, '{}'],
  ['two methods', `X-HTTP-Method-Override: PUT${END}X-HTTP-Method-Override: x`, ''],
]

const CUT_BODIES: typeof BODIES = [
  ['more announced than sent', 'Content-Length: 1000', '{}'],
  ['chunks without end', 'Transfer-Encoding: chunked', '2\r\n{}\r\n'],
  ['an endless name of a chunk', 'Transfer-Encoding: chunked', `2;${'x'.repeat(9_000)}`],
]
