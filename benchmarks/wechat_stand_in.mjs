/**
 * Answers prepay calls of both servers under measurement: checks the merchant's signature and signs
 * the answer, with real keys. All calls of one second get one answer, signed once, so that WeChat's work
 * takes little of the processors it shares with the shop. `BENCH_RUN` names the file of the run.
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

const ACCEPTED = () => ({ prepay_id: `wx${randomBytes(16).toString('hex')}` })
const REFUSED = () => ({ code: 'SIGN_ERROR', message: 'signature' })

/** Answers by status, each with its headers, until the second is over. */
const signed = new Map()

function answerOf(status) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const known = signed.get(status)
  if (known?.timestamp === timestamp) return known
  const body = JSON.stringify(status === 200 ? ACCEPTED() : REFUSED())
  const nonce = randomBytes(16).toString('hex')
  const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), ours)
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': merchant.publicKeyId,
    'wechatpay-signature': signature.toString('base64'),
  }
  const answer = { timestamp, headers, body }
  signed.set(status, answer)
  return answer
}

const server = http.createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (chunk) => (text += chunk))
  request.on('end', () => {
    const known = request.url === '/v3/pay/transactions/jsapi' && isSigned(request, text)
    const status = known ? 200 : 401
    const { headers, body } = answerOf(status)
    response.writeHead(status, headers).end(body)
  })
})

server.keepAliveTimeout = 60_000
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ isAdonisJS: true }))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
