/**
 * Answers prepay calls of both servers under measurement: checks the merchant's signature and signs
 * the answer, with real keys, and remembers nothing. `BENCH_RUN` names the file of the run.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'

const { merchant } = JSON.parse(readFileSync(process.env.BENCH_RUN, 'utf8'))
const ours = createPrivateKey(readFileSync(merchant.wechat.privateKey))
const theirs = createPublicKey(readFileSync(merchant.merchant.publicKey))

function isSigned(request, body) {
  const fields = Object.fromEntries(
    [...(request.headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map((match) =>
      match.slice(1)
    )
  )
  const text = [request.method, request.url, fields.timestamp, fields.nonce_str, body, ''].join(
    '\n'
  )
  const signature = Buffer.from(fields.signature ?? '', 'base64')
  return (
    fields.mchid === merchant.merchantId &&
    verify('RSA-SHA256', Buffer.from(text), theirs, signature)
  )
}

const server = http.createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8').on('data', (text) => (body += text))
  request.on('end', () => {
    const known = request.url === '/v3/pay/transactions/jsapi' && isSigned(request, body)
    const status = known ? 200 : 401
    const answer = JSON.stringify(
      known
        ? { prepay_id: `wx${randomBytes(16).toString('hex')}` }
        : { code: 'SIGN_ERROR', message: 'signature' }
    )
    const timestamp = String(Math.floor(Date.now() / 1000))
    const nonce = randomBytes(16).toString('hex')
    const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${answer}\n`), ours)
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': merchant.publicKeyId,
      'wechatpay-signature': signature.toString('base64'),
    })
    response.end(answer)
  })
})

server.keepAliveTimeout = 60_000
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ isAdonisJS: true }))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
