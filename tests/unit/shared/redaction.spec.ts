import { Writable } from 'node:stream'
import { test } from '@japa/runner'
import { pino } from 'pino'
import { maskPhone, REDACTED_PATHS } from '#shared/redaction'

/** What a log line says about `fields`. */
function logged(fields: object): string {
  const lines: string[] = []
  const output = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  pino({ redact: { paths: REDACTED_PATHS, censor: '[已隐藏]' } }, output).info(fields)
  return lines.join('')
}

test.group('Redaction of logs', () => {
  test('{field} is hidden at the top and one level down')
    .with(
      ['authorization', 'cookie', 'password', 'secret', 'token', 'access', 'refresh', 'signature']
        .concat(['paySign', 'prepay_id', 'openid', 'session_key', 'ciphertext', 'detail'])
        .map((field) => ({ field }))
    )
    .run(({ assert }, { field }) => {
      const line = logged({ [field]: 'sensitive-1', inner: { [field]: 'sensitive-2', id: 7 } })
      assert.notInclude(line, 'sensitive')
      assert.include(line, '[已隐藏]')
      assert.include(line, '"id":7')
    })

  test('what the database quotes about a refused row is hidden', ({ assert }) => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint'), {
      code: '23505',
      detail: 'Key (phone)=(13757100321) already exists.',
      where: 'COPY users, line 1: "13757100321"',
    })
    const line = logged({ err: error })
    assert.notInclude(line, '13757100321')
    assert.include(line, '23505')
  })

  test('{phone} is shown as {shown}')
    .with([
      { phone: '13900000042', shown: '139****0042' },
      { phone: '+8613900000042', shown: '+86****0042' },
      { phone: '', shown: '****' },
      { phone: '139', shown: '****' },
      { phone: '张三 13900000042', shown: '****' },
    ])
    .run(({ assert }, { phone, shown }) => {
      assert.equal(maskPhone(phone), shown)
    })
})
