import type { Actor } from '#shared/actor'
import { execute, type Client } from '#shared/rows'

export interface AuditEntry {
  event: string
  by: Actor
  entity: string
  entityId: number | null
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
}

/**
 * Writes one line of the audit log inside the transaction of the change it tells about. Never holds
 * secrets or passwords; amounts are text. Rule: docs/rules/audit.md
 */
export async function audit(entry: AuditEntry, trx: Client): Promise<void> {
  await execute(
    `insert into audit_logs (event, actor_id, actor_role, entity, entity_id, before, after, reason, ip, request_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.event,
      entry.by.id,
      entry.by.role,
      entry.entity,
      entry.entityId,
      entry.before ? JSON.stringify(entry.before) : null,
      entry.after ? JSON.stringify(entry.after) : null,
      (entry.reason ?? '').slice(0, 255),
      entry.by.ip ?? '',
      (entry.by.requestId ?? '').slice(0, 100),
    ],
    trx
  )
}
