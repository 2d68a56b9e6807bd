import type { Answer, Incoming } from '#sandbox/http/exchange'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { SystemName } from '#sandbox/control/journal'

/** One system that is played: how it answers, how it fails, and how it seals what it sends. */
export interface System {
  name: SystemName
  /** Path prefixes without slashes, one for each host name of the system. */
  hosts: readonly string[]
  /** Judges and processes a request; refusals are answers too. */
  answer(incoming: Incoming): Promise<Answer>
  /** The answer to a request that is failed without being processed. */
  failure(action: FaultAction): Answer
  /** The answer to a request above the rate that a fault allows. */
  tooFast(): Answer
  /** Adds what every answer of the system carries: signature, request id. */
  seal(incoming: Incoming, answer: Answer): Answer
}
