import logger from '@adonisjs/core/services/logger'
import { applyInboxMessage } from '#payments/actions/apply_inbox_message'
import { rows } from '#shared/rows'

/**
 * Applies what was acknowledged but not applied, because a process died or the database refused in
 * between. Runs every minute and at the start of the worker. Answers how many were looked at.
 */
export async function applyInbox(): Promise<number> {
  const waiting = await rows<{ id: number }>(
    `select id from integration_inbox where state = 'received' order by received_at limit 500`
  )
  for (const { id } of waiting)
    await applyInboxMessage(id).catch((error: unknown) =>
      logger.error({ err: error, inbox_id: id }, 'notification not applied yet')
    )
  return waiting.length
}
