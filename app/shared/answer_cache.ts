import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** A finished answer, ready to be sent. */
export interface FinishedAnswer {
  body: Buffer
  /** strong, quotes included */
  etag: string
}

/** What an answer says and what it was made of: it is forgotten when one of its tags is. */
export interface MadeAnswer {
  body: unknown
  tags: readonly string[]
}

interface Kept extends FinishedAnswer {
  tags: readonly string[]
}

const MOST_BYTES = 32 * 1024 * 1024
const MOST_ANSWERS = 20_000
/** More forgotten tags than this are not remembered one by one. */
const MOST_FORGOTTEN = 5_000

/**
 * Finished answers in the memory of this process. An answer is kept while the cache is open, which is
 * while it hears of every change, and until one of its tags is forgotten. A change that arrives
 * while an answer is being made keeps that answer out. Rule: docs/rules/caching.md
 */
export class AnswerCache {
  #open = false
  #kept = new LRUCache<string, Kept>({
    max: MOST_ANSWERS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body }, key) => body.length + key.length,
    dispose: ({ tags }, key) => this.#untie(key, tags),
  })
  #keysOf = new Map<string, Set<string>>()
  #making = new Map<string, Promise<FinishedAnswer>>()
  #running = 0
  #clock = 0
  /** When each tag was last forgotten, as far as an answer in the making may have to know it. */
  #forgottenAt = new Map<string, number>()
  #everythingForgottenAt = 0
  #hits = 0
  #misses = 0

  /** What it holds now, and how often it was asked since the process began. */
  get figures() {
    return {
      open: this.#open,
      hits: this.#hits,
      misses: this.#misses,
      answers: this.#kept.size,
      bytes: this.#kept.calculatedSize,
    }
  }

  /** From now on every change is heard. */
  open(): void {
    this.#forgetEverything()
    this.#open = true
  }

  /** Changes may be missed from now on: nothing is kept until `open`. */
  close(): void {
    this.#open = false
    this.#forgetEverything()
  }

  forget(tag: string): void {
    this.#clock += 1
    this.#making.clear()
    if (this.#running > 0) this.#remember(tag)
    for (const key of this.#keysOf.get(tag) ?? []) this.#kept.delete(key)
  }

  /**
   * The answer under this key, made when it is not there; callers at one moment share the making. Without
   * a key it is made for this caller alone.
   */
  get(
    key: string | null,
    make: () => Promise<MadeAnswer>
  ): FinishedAnswer | Promise<FinishedAnswer> {
    const known =
      this.#open && key !== null ? (this.#kept.get(key) ?? this.#making.get(key)) : undefined
    if (known) this.#hits += 1
    else this.#misses += 1
    if (known) return known
    if (!this.#open || key === null) return make().then(finish)
    const making = this.#make(key, make).finally(() => {
      if (this.#making.get(key) === making) this.#making.delete(key)
    })
    this.#making.set(key, making)
    return making
  }

  async #make(key: string, make: () => Promise<MadeAnswer>): Promise<FinishedAnswer> {
    const began = this.#clock
    this.#running += 1
    try {
      const made = await make()
      const answer: Kept = { ...finish(made), tags: made.tags }
      if (this.#open && this.#isCurrent(answer, began)) this.#keep(key, answer)
      return answer
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#forgottenAt.clear()
    }
  }

  #isCurrent({ tags }: Kept, began: number): boolean {
    if (this.#everythingForgottenAt > began) return false
    return tags.every((tag) => (this.#forgottenAt.get(tag) ?? 0) <= began)
  }

  #keep(key: string, answer: Kept): void {
    this.#kept.set(key, answer)
    if (!this.#kept.has(key)) return
    for (const tag of answer.tags) {
      const keys = this.#keysOf.get(tag)
      if (keys) keys.add(key)
      else this.#keysOf.set(tag, new Set([key]))
    }
  }

  #untie(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#keysOf.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(tag)
    }
  }

  #remember(tag: string): void {
    this.#forgottenAt.set(tag, this.#clock)
    if (this.#forgottenAt.size < MOST_FORGOTTEN) return
    this.#forgottenAt.clear()
    this.#everythingForgottenAt = this.#clock
  }

  #forgetEverything(): void {
    this.#clock += 1
    this.#everythingForgottenAt = this.#clock
    this.#forgottenAt.clear()
    this.#making.clear()
    this.#kept.clear()
  }
}

/** An answer as it is sent. The tag says what the bytes are, so that a repeat needs no body. */
export function finish({ body }: { body: unknown }): FinishedAnswer {
  const bytes = Buffer.from(JSON.stringify(body))
  return { body: bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` }
}
