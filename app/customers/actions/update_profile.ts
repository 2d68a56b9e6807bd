import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { audit } from '#shared/audit'
import { invalid } from '#shared/domain_error'
import type { Viewer } from '#shared/viewer'
import { given } from '#customers/given'
import { publishAvatar } from '#media/actions/publish_avatar'
import User from '#models/user'

export interface ProfileChanges {
  username?: string
  avatarUrl?: string
  phone?: string | null
  email?: string | null
}

const UNIQUE_VIOLATION = '23505'

/**
 * Changes one's own name, picture, phone and e-mail, and nothing else. `attempted` names privileged
 * keys that came along: they are ignored and audited, their values never kept.
 * Rule: docs/rules/customers.md
 *
 * @throws DomainError VALIDATION_ERROR when the name is taken, or for a picture that somebody else
 *   uploaded
 */
export async function updateProfile(
  changes: ProfileChanges,
  attempted: string[],
  by: Viewer
): Promise<void> {
  const avatarUrl = changes.avatarUrl && (await publishAvatar(changes.avatarUrl, by.id))
  const columns = given({ ...changes, avatarUrl })
  try {
    await db.transaction(async (client) => {
      if (attempted.length > 0)
        await audit(
          {
            event: 'permission_denied',
            by,
            entity: 'user',
            entityId: by.id,
            after: { ignored: attempted },
          },
          client
        )
      if (Object.keys(columns).length > 0)
        await User.query({ client })
          .where('id', by.id)
          .update({ ...columns, updatedAt: DateTime.now() })
    })
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION)
      throw invalid('username', '该昵称已被使用，请换一个')
    throw error
  }
}
