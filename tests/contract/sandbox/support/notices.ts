import { valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

/** Moves the sandbox clock; what falls due on the way has run when it answers. */
export const advance = ({ control }: Rig, length: string) =>
  control('POST', '/clock', { advance: length })
/** The ids of what the shop received, in order. */
export const ids = ({ shop }: Rig) => shop.received.map(({ id }) => id)
export const notices = ({ control }: Rig) => valueOf(control('GET', '/notifications'), 'data')
/** What the journal says went out. */
export const sent = async ({ journal }: Rig) => {
  const entries = await journal()
  return entries.filter(({ direction }) => direction === 'out')
}
/** A rig whose clock stands still, so that pauses are exact. */
export const frozenRig = async (context: Parameters<typeof startRig>[0]) => {
  const rig = await startRig(context)
  await rig.control('POST', '/clock', { freeze: true })
  return rig
}
