import type { Notice } from '#sandbox/state'

/** When a notification is sent, as control requests say it. */
export const WHEN = ['now', 'later', 'never'] as const

/** A notification as it is shown: everything but the encrypted body. */
export function noticeView({ body: _body, copies: _copies, ...shown }: Notice) {
  return shown
}
