import { createHash } from 'node:crypto'
import { DomainError } from '#shared/domain_error'
import { execute, row } from '#shared/rows'

export interface Submission {
  userId: number
  /** name of the command, e.g. `orders.ship:42` */
  route: string
  /** made when the form was; '' runs the command without this protection */
  key: string
  /** what was sent, so that one key cannot stand for two different commands */
  body: unknown
}

/** A claim without an answer is left by a process that died; after this it may be taken over. */
const ABANDONED_SECONDS = 60

/**
 * Runs a command once per form: the same form sent again gets the first answer and changes nothing.
 * A refused command gives the key back, so that the corrected form may be sent under it.
 * @throws DomainError RESOURCE_CONFLICT 409 while the first one still runs, or for another content
 */
export async function once<T extends object>(
  submission: Submission,
  work: () => Promise<T>
): Promise<T> {
  if (!submission.key) return work()
  const claim = {
    userId: submission.userId,
    route: submission.route.slice(0, 100),
    key: submission.key.slice(0, 100),
    hash: createHash('sha256').update(JSON.stringify(submission.body)).digest('hex'),
  }
  const answered = await claimKey<T>(claim)
  if (answered) return answered
  try {
    const answer = await work()
    await execute(ANSWER, { ...claim, response: JSON.stringify(answer) })
    return answer
  } catch (error) {
    await execute(GIVE_BACK, claim)
    throw error
  }
}

const CLAIM = `
  insert into idempotency_keys (user_id, route, key, request_hash)
  values (:userId, :route, :key, :hash)
  on conflict (user_id, route, key) do update
    set created_at = now(), request_hash = excluded.request_hash
    where idempotency_keys.response is null
      and idempotency_keys.created_at < now() - ${ABANDONED_SECONDS} * interval '1 second'
  returning id`

const KNOWN = `
  select request_hash, response from idempotency_keys
  where user_id = :userId and route = :route and key = :key`

const ANSWER = `
  update idempotency_keys set response = :response::jsonb
  where user_id = :userId and route = :route and key = :key`

const GIVE_BACK = `
  delete from idempotency_keys
  where user_id = :userId and route = :route and key = :key and response is null`

/** Takes the key, or answers what the first submission answered. */
async function claimKey<T>(claim: Record<string, unknown>): Promise<T | null> {
  if (await row(CLAIM, claim)) return null
  const known = await row<{ request_hash: string; response: T | null }>(KNOWN, claim)
  const isOther = known && known.request_hash !== claim.hash
  if (known?.response && !isOther) return known.response
  const message = isOther
    ? '内容与之前提交的不同，请刷新后重试'
    : '正在处理，请稍候刷新页面查看结果'
  throw new DomainError('RESOURCE_CONFLICT', message, { status: 409 })
}
