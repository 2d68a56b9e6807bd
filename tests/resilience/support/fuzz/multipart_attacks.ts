import type { Attack } from './attack.js'
import { isSchema } from '#openapi/json_schema'
import { bearer, requestTo } from './requests.js'
import type { Target } from './targets.js'
import type { World } from './world.js'

const END = '\r\n'
const BOUNDARY = 'fuzz'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

interface Part {
  disposition: string
  type?: string
  body: string | Buffer
}

const text = (name: string, body: string): Part => ({
  disposition: `form-data; name="${name}"`,
  body,
})
const file = (
  name: string,
  body: string | Buffer,
  filename = 'a.png',
  type = 'image/png'
): Part => ({
  disposition: `form-data; name="${name}"; filename="${filename}"`,
  type,
  body,
})

function form(parts: Part[], { end = `--${BOUNDARY}--${END}` } = {}): Buffer {
  const written = parts.flatMap(({ disposition, type, body }) => [
    Buffer.from(`--${BOUNDARY}${END}Content-Disposition: ${disposition}${END}`),
    Buffer.from(type ? `Content-Type: ${type}${END}${END}` : END),
    Buffer.from(body as string),
    Buffer.from(END),
  ])
  return Buffer.concat([...written, Buffer.from(end)])
}

/** Forms with something wrong in them, by the names of an upload's file and of a text part. */
function forms(name: string, other: string): Record<string, Buffer> {
  const good = file(name, PNG)
  return {
    'nothing in it': form([]),
    'no end': form([good], { end: '' }),
    'half of it': form([good]).subarray(0, 120),
    'only an end': Buffer.from(`--${BOUNDARY}--`),
    'another boundary': Buffer.from(String(form([good])).replaceAll(BOUNDARY, 'other')),
    'line ends without carriage returns': Buffer.from(String(form([good])).replaceAll('\r', '')),
    'two files': form([good, good]),
    'twenty files': form(Array.from({ length: 20 }, () => good)),
    'two files of two names': form([good, file('other', PNG)]),
    'a text for the file': form([text(name, 'x')]),
    'a file for the text': form([good, file(other, PNG)]),
    'an empty file': form([file(name, '')]),
    'a file of words': form([file(name, 'hello')]),
    'half a picture': form([file(name, PNG.subarray(0, 40))]),
    'a picture with words behind it': form([
      file(name, Buffer.concat([PNG, Buffer.from('<?php')])),
    ]),
    'HTML': form([file(name, '<html><script>1</script></html>', 'a.html', 'text/html')]),
    'SVG': form([
      file(name, '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml'),
    ]),
    'a program': form([file(name, Buffer.from([0x4d, 0x5a, 0, 0]), 'a.exe', 'image/png')]),
    'no name of the file': form([file(name, PNG, '')]),
    'a path as name of the file': form([file(name, PNG, '../../../../tmp/evil.png')]),
    'a NUL in the name of the file': form([file(name, PNG, 'a\0.png')]),
    'bytes in the name of the file': form([file(name, PNG, 'a\u00ff\u00fe.png')]),
    '8 kB as name of the file': form([file(name, PNG, `${'x'.repeat(8_000)}.png`)]),
    'Chinese as name of the file': form([file(name, PNG, '冰箱.png')]),
    'no ending of the file': form([file(name, PNG, 'a')]),
    'two endings of the file': form([file(name, PNG, 'a.php.png')]),
    'no name of the part': form([{ disposition: 'form-data', body: 'x' }]),
    'no disposition': form([{ disposition: '', body: 'x' }]),
    'another disposition': form([{ disposition: `attachment; name="${name}"`, body: PNG }]),
    '__proto__ as name': form([good, text('__proto__', '1'), text('__proto__[x]', '1')]),
    '__proto__ as name of a file': form([file('__proto__', PNG)]),
    'a list of the file': form([file(`${name}[]`, PNG), file(`${name}[]`, PNG)]),
    'a tree of the file': form([file(`${name}[a][b][c][d][e]`, PNG)]),
    'a tree of the text': form([good, text(`${other}[a][b]`, '1'), text(`${other}[]`, '1')]),
    'a text twice': form([good, text(other, '1'), text(other, '2')]),
    'a text of 100 kB': form([good, text(other, 'x'.repeat(100_000))]),
    'a text of 3 MB': form([good, text(other, 'x'.repeat(3_000_000))]),
    'a NUL in the text': form([good, text(other, 'a\0b')]),
    '2,000 texts': form([good, ...Array.from({ length: 2_000 }, (_, i) => text(`k${i}`, 'x'))]),
    'another method': form([good, text('_method', 'DELETE')]),
    'a method that is a list': form([good, text('_method[]', 'PATCH')]),
    'a method that is a file': form([file('_method', PNG)]),
    'an encoding of the part': form([
      { ...good, type: `image/png${END}Content-Transfer-Encoding: base64` },
    ]),
    'a thousand headers of the part': form([
      { ...good, type: `image/png${`${END}X-A: 1`.repeat(1_000)}` },
    ]),
    'a header of 100 kB': form([{ ...good, type: `image/png; a=${'x'.repeat(100_000)}` }]),
    'a form in the form': form([{ ...good, type: 'multipart/mixed; boundary=inner' }]),
  }
}

const SIZE = 21 * 1024 * 1024

/** The reader stands before every controller that writes; where no file is wanted, they share. */
const SHARES = 4
let share = 0

/** What can be wrong with a form. */
export async function multipartAttacks(target: Target, world: World): Promise<Attack[]> {
  if (!target.writes) return []
  const { body } = target
  const properties =
    body?.multipart && isSchema(body.schema.properties) ? body.schema.properties : {}
  const names = Object.keys(properties)
  const isFile = (name: string) => JSON.stringify(properties[name]).includes('"binary"')
  const name = names.find(isFile) ?? 'file'
  const other = names.find((one) => !isFile(one)) ?? 'content'
  const requests = await Promise.all(world.callers.map((caller) => requestTo(target, caller)))
  let turn = 0
  const attack = (what: string, content: Buffer): Attack => {
    const caller = turn++ % requests.length
    const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
    const headers = { ...type, ...bearer(world.callers[caller]) }
    return { ...requests[caller], what: `a form with ${what}`, headers, body: content }
  }
  const all = Object.entries(forms(name, other)).map(([what, content]) => attack(what, content))
  share += 1
  if (!body?.multipart) return all.filter((_, index) => (index + share) % SHARES === 0)
  return [...all, attack('a file beyond the limit', form([file(name, Buffer.alloc(SIZE, PNG))]))]
}
