import type { MessageSource } from '#messaging/message'
import { sendableTypes } from '#messaging/templates'
import { rows } from '#shared/rows'

/** A notification that this process is sending now; nobody else takes it for two minutes. */
export interface ClaimedNotification extends MessageSource {
  id: number
  openid: string
  /** which try this is, from 1 */
  attempts: number
  /** tries whose end nobody knows, this one included */
  unclear_attempts: number
}

export interface Claim {
  toSend: ClaimedNotification[]
  /** without template or without openid: they stay readable and are not tried again */
  skipped: number
  /** given up: too old, or sent without an answer too often */
  dropped: number
}

type Verdict = 'no_template' | 'no_openid' | 'stale' | 'unclear' | 'send'

/**
 * Takes up to `limit` messages that are due, oldest first, and decides about those that are not to be
 * sent. Safe beside other workers: each row goes to one. Rule: docs/rules/notifications.md
 */
export async function claimNotifications(limit: number): Promise<Claim> {
  const found = await rows<{ verdict: Verdict } & ClaimedNotification>(CLAIM, {
    limit,
    types: sendableTypes(),
  })
  const count = (...verdicts: Verdict[]) =>
    found.filter(({ verdict }) => verdicts.includes(verdict)).length
  return {
    toSend: found.filter(({ verdict }) => verdict === 'send'),
    skipped: count('no_template', 'no_openid'),
    dropped: count('stale', 'unclear'),
  }
}

/** A try counts as unclear until its end is written down: so a process that dies leaves the truth. */
const CLAIM = `
  with due as (
    select n.id, n.type, n.created_at, n.unclear_attempts, u.openid
    from notifications n join users u on u.id = n.user_id
    where n.status = 'pending' and n.next_attempt_at <= now()
    order by n.next_attempt_at, n.id limit :limit
    for update of n skip locked
  ), judged as (
    select id, openid, case
      when not type = any(:types) then 'no_template'
      when coalesce(openid, '') = '' then 'no_openid'
      when created_at < now() - interval '30 minutes' then 'stale'
      when unclear_attempts >= 2 then 'unclear'
      else 'send' end as verdict
    from due
  ), skipped as (
    update notifications n set skip_reason = verdict, next_attempt_at = null
    from judged j where j.id = n.id and j.verdict in ('no_template', 'no_openid')
  ), dropped as (
    update notifications n set status = 'failed', next_attempt_at = null, last_error = left(
      case verdict when 'unclear' then '微信没有回答，消息可能已经送达'
        else '超过 30 分钟没有发出' || coalesce('：' || last_error, '') end, 200)
    from judged j where j.id = n.id and j.verdict in ('stale', 'unclear')
  ), claimed as (
    update notifications n set attempts = attempts + 1, unclear_attempts = unclear_attempts + 1,
      next_attempt_at = now() + interval '2 minutes'
    from judged j where j.id = n.id and j.verdict = 'send'
    returning n.*
  )
  select j.verdict, j.openid, c.id, c.type, c.title, c.content, c.metadata, c.created_at, c.attempts,
    c.unclear_attempts
  from judged j left join claimed c on c.id = j.id
  order by j.id`
