import { applyInbox } from '#payments/actions/apply_inbox'

export async function applyInboxJob(): Promise<void> {
  await applyInbox()
}
