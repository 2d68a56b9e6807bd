import type { HttpContext } from '@adonisjs/core/http'
import { publicAnswers } from '#catalog/public_answers'
import type { FinishedAnswer, MadeAnswer } from '#shared/answer_cache'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'

/** A longer address is nobody's usual question, so it is answered but not kept. */
const LONGEST_ADDRESS = 600

/**
 * Answers a read of the catalogue: what everybody sees comes from memory, with an ETag and 304; what
 * only this viewer sees is made for the request and goes nowhere else. Rule: docs/rules/caching.md
 */
export async function answerPublic(
  ctx: HttpContext,
  make: () => Promise<MadeAnswer>
): Promise<void> {
  if (ctx.viewer?.seesOwnCatalogue) {
    const { body } = await make()
    answer(ctx, body)
  } else send(ctx, await publicAnswers.get(keyOf(ctx), make))
}

/** Host and address with its query; paths with and without a trailing slash are one. */
function keyOf(ctx: HttpContext): string | null {
  const { pathname, query } = ctx.request.parsedUrl
  const path = pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
  const address = `${path}?${query}`
  return address.length > LONGEST_ADDRESS ? null : `${origin(ctx)}${address}`
}

function send(ctx: HttpContext, finished: FinishedAnswer): void {
  const { request, response, viewer } = ctx
  response.header('content-type', 'application/json; charset=utf-8').header('vary', 'Authorization')
  if (viewer || request.header('authorization')) {
    response.header('cache-control', 'no-store').send(finished.body)
    return
  }
  response.header('cache-control', 'public, no-cache')
  sendTagged(ctx, finished)
}

/** Sends the bytes with their ETag, or 304 to whom has them. */
export function sendTagged({ request, response }: HttpContext, { body, etag }: FinishedAnswer) {
  response.header('etag', etag)
  if (knows(request.header('if-none-match'), etag)) response.status(304).send(null)
  else response.send(body)
}

/** Whether `If-None-Match` names this tag; a proxy that compresses turns it into a weak one. */
function knows(header: string | undefined, etag: string): boolean {
  if (!header) return false
  return header.split(',').some((given) => {
    const tag = given.trim()
    return tag === '*' || tag === etag || tag === `W/${etag}`
  })
}
