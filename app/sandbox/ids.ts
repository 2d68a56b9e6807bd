import { createHash } from 'node:crypto'
import type { Store } from '#sandbox/store'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits drawn from a hash of the text: the same text always gives the same ones. */
export function lettersOf(text: string, length: number): string {
  let letters = ''
  for (let round = 0; letters.length < length; round++) {
    for (const byte of createHash('sha256').update(`${round}:${text}`).digest()) {
      letters += LETTERS[byte % LETTERS.length]
    }
  }
  return letters.slice(0, length)
}

/**
 * Everything that would be random elsewhere: numbers come from counters, nonces and tokens from
 * the seed and a counter. Two runs of the same calls therefore give the same ids.
 */
export class Ids {
  #store: Store
  #seed: string

  constructor(store: Store, seed: string) {
    this.#store = store
    this.#seed = seed
  }

  /** The next number of a counter, from 1. */
  next(counter: string): number {
    const counters = this.#store.state.counters
    counters[counter] = (counters[counter] ?? 0) + 1
    this.#store.touch()
    return counters[counter]
  }

  /** The next number of a counter, padded with zeros to the width. */
  padded(counter: string, width: number): string {
    return String(this.next(counter)).padStart(width, '0')
  }

  /** The next drawing of letters and digits under a label. */
  letters(label: string, length: number): string {
    return lettersOf(`${this.#seed}:${label}:${this.next(label)}`, length)
  }
}
