import { createCipheriv, createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Connection, requestBytes } from './connection.mjs'

const STEPS = ['add', 'create', 'start', 'notify']

/**
 * Shoppers who order again and again: put into the cart, create the order, start the payment, and WeChat
 * tells that it was paid. Each has a connection of its own, over which WeChat's message comes as well.
 */
export class Shoppers {
  #key

  constructor({ facts, merchant }) {
    Object.assign(this, { facts, merchant })
    this.#key = createPrivateKey(readFileSync(merchant.wechat.privateKey))
  }

  /** Whole orders for so many seconds. Answers how many, their times in ms, and those of each step. */
  async order({ port, seconds }) {
    const begin = performance.now()
    const times = []
    const steps = Object.fromEntries(STEPS.map((name) => [name, []]))
    const runs = this.facts.shoppers.map(async (shopper, place) => {
      const connection = new Connection(port)
      try {
        for (let round = 0; performance.now() - begin < seconds * 1000; round++) {
          const started = performance.now()
          await this.#one({ connection, shopper, product: this.#product(place, round), steps })
          times.push(performance.now() - started)
        }
      } finally {
        connection.close()
      }
    })
    await Promise.all(runs)
    return { count: times.length, seconds: (performance.now() - begin) / 1000, times, steps }
  }

  /** Neighbours share products, so that their orders meet at the same stock. */
  #product(place, round) {
    const { products } = this.facts
    return products[(place + (round % 3)) % products.length]
  }

  /** One whole order; answers the bodies of its steps. */
  async once({ port, shopper, product }) {
    const connection = new Connection(port)
    try {
      return await this.#one({ connection, shopper, product })
    } finally {
      connection.close()
    }
  }

  async #one({ connection, shopper, product, steps }) {
    const json = {
      'authorization': `Bearer ${shopper.token}`,
      'content-type': 'application/json',
    }
    const post = async (step, path, headers, body, expected) => {
      const begin = performance.now()
      const bytes = requestBytes({ method: 'POST', path, headers, body })
      const answer = await connection.ask(bytes)
      steps?.[step].push(performance.now() - begin)
      if (answer.status !== expected)
        throw new Error(`${path} 应答 ${answer.status}：${answer.body.toString().slice(0, 300)}`)
      return answer.body
    }
    const line = { product_id: product, quantity: 1 }
    const cart = await post('add', '/api/cart/add_item/', json, JSON.stringify(line), 201)
    const order = { items: [line], address_id: shopper.addressId, note: '' }
    const created = await post(
      ...['create', '/api/orders/create_batch_orders/', json, JSON.stringify(order), 201]
    )
    const placed = JSON.parse(created)
    const path = `/api/payments/${placed.payment.id}/start/`
    const started = await post('start', path, json, JSON.stringify({ provider: 'wechat' }), 200)
    const { pay_params: parameters } = JSON.parse(started)
    const notice = this.#notification(placed, parameters, shopper)
    await post(...['notify', '/api/payments/callback/wechat/', notice.headers, notice.body, 204])
    return { cart, created, started }
  }

  /** What WeChat sends for a paid order: sealed with the API v3 key, signed with WeChat's key. */
  #notification({ order, payment }, parameters, shopper) {
    const { merchant } = this
    const id = randomUUID()
    const trade = {
      mchid: merchant.merchantId,
      appid: merchant.appid,
      out_trade_no: `${order.order_number}-1`,
      transaction_id: `42${id.replaceAll('-', '').slice(0, 26)}`,
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: JSON.stringify({ v: 1, pid: String(payment.id) }),
      success_time: new Date().toISOString().replace(/\.\d+Z$/, '+00:00'),
      payer: { openid: shopper.openid },
      amount: {
        ...{ total: parameters.total, payer_total: parameters.total },
        ...{ currency: 'CNY', payer_currency: 'CNY' },
      },
    }
    const body = JSON.stringify({
      id,
      create_time: trade.success_time,
      event_type: 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      summary: '支付成功',
      resource: this.#seal(trade),
    })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const nonce = randomBytes(16).toString('hex')
    const signature = sign(
      'RSA-SHA256',
      Buffer.from(`${timestamp}\n${nonce}\n${body}\n`),
      this.#key
    )
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'wechatpay-timestamp': timestamp,
        'wechatpay-nonce': nonce,
        'wechatpay-serial': merchant.publicKeyId,
        'wechatpay-signature': signature.toString('base64'),
      },
    }
  }

  #seal(trade) {
    const nonce = randomBytes(6).toString('hex')
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(this.merchant.apiV3Key), nonce)
    cipher.setAAD(Buffer.from('transaction'))
    const sealed = [cipher.update(JSON.stringify(trade)), cipher.final(), cipher.getAuthTag()]
    return {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: Buffer.concat(sealed).toString('base64'),
      associated_data: 'transaction',
      nonce,
    }
  }
}
