import type { HttpContext } from '@adonisjs/core/http'
import { readRawBody } from '#controllers/webhooks/raw_body'
import { receiveNotification, type Reception } from '#payments/actions/receive_notification'

const ANSWERS: Record<Reception, { status: number; message: string }> = {
  stored: { status: 204, message: '' },
  bad_signature: { status: 401, message: 'signature' },
  unreadable: { status: 400, message: 'resource' },
  not_stored: { status: 503, message: 'retry' },
}

/** Notifications of WeChat Pay, for payments and refunds alike; the event type tells them apart. */
export default class WechatPayController {
  async store({ request, response }: HttpContext) {
    const body = await readRawBody(request.request)
    const reception = body ? await receiveNotification(request.headers(), body) : 'unreadable'
    const { status, message } = ANSWERS[reception]
    response.status(status)
    if (status !== 204) response.send({ code: 'FAIL', message })
  }

  /** Nobody else pays money to this shop. */
  refuse({ response }: HttpContext) {
    response.status(400).send({ code: 'FAIL', message: 'provider' })
  }
}
