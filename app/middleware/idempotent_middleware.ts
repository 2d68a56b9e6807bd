import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { requireViewer } from '#middleware/viewer_context'
import { once } from '#shared/once'

interface FirstAnswer {
  status: number
  body: string
}

/**
 * A request that creates something and comes twice under one `Idempotency-Key` creates it once and is
 * answered twice the same. Without the header nothing changes. Stands behind `shopper` and `body`.
 * Rule: docs/rules/api.md
 */
export default class IdempotentMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const key = ctx.request.header('idempotency-key')?.trim()
    if (!key) return next()
    const submission = {
      userId: requireViewer(ctx).id,
      route: ctx.route?.name ?? ctx.request.url(),
      key,
      body: [ctx.params, ctx.request.body(), filesOf(ctx)],
    }
    let isFirst = false
    try {
      const first = await once<FirstAnswer>(submission, async () => {
        isFirst = true
        await next()
        return answerOf(ctx)
      })
      if (!isFirst) repeat(ctx, first)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
}

/** The request was refused and its answer is ready: the key is given back. */
class Refused extends Error {}

/** The framework turns what a controller throws into an answer before it comes back here. */
function answerOf({ response }: HttpContext): FirstAnswer {
  const status = response.getStatus()
  if (status >= 400) throw new Refused()
  return { status, body: String(response.getBody()) }
}

function repeat({ response }: HttpContext, { status, body }: FirstAnswer): void {
  response.status(status).header('content-type', 'application/json; charset=utf-8')
  response.header('cache-control', 'no-store').send(body)
}

/** What tells one upload from another without reading it again. */
function filesOf({ request }: HttpContext): unknown[] {
  return Object.values(request.allFiles())
    .flat()
    .map(({ fieldName, clientName, size }) => [fieldName, clientName, size])
}
