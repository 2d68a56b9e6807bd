const YUAN = /^(-?)(\d{1,13})(?:\.(\d{1,2})0*)?$/

/**
 * An exact amount in CNY, kept as whole fen. Immutable; text form is yuan with two decimals, which is
 * also how it is compared, stored and sent. Rounding is half-up and happens only in `times`.
 * Rule: docs/rules/money.md
 */
export class Money {
  static readonly zero = new Money(0)

  private constructor(readonly fen: number) {}

  /** @throws RangeError when `fen` is no safe integer */
  static fen(fen: number): Money {
    if (!Number.isSafeInteger(fen)) throw new RangeError('Money is a whole number of fen')
    return fen === 0 ? Money.zero : new Money(fen)
  }

  /** Reads `1999`, `1999.5` or `1999.00`. @throws RangeError for anything else */
  static yuan(text: string): Money {
    const money = Money.parse(text)
    if (!money) throw new RangeError('Money is written as yuan with at most two decimals')
    return money
  }

  /** Like `yuan`, but answers null for what is no amount. */
  static parse(text: string): Money | null {
    const match = YUAN.exec(text)
    if (!match) return null
    const [, sign, yuan, decimals = ''] = match
    const fen = Number(yuan) * 100 + Number(decimals.padEnd(2, '0'))
    return Number.isSafeInteger(fen) ? Money.fen(sign && fen !== 0 ? -fen : fen) : null
  }

  static sum(amounts: Iterable<Money>): Money {
    let total = 0
    for (const amount of amounts) total += amount.fen
    return Money.fen(total)
  }

  static min(first: Money, ...others: Money[]): Money {
    return others.reduce((least, other) => (other.fen < least.fen ? other : least), first)
  }

  plus(other: Money): Money {
    return Money.fen(this.fen + other.fen)
  }

  minus(other: Money): Money {
    return Money.fen(this.fen - other.fen)
  }

  /** Times a whole number, or a fraction given as numerator and denominator, rounded half-up to the fen. */
  times(numerator: number, denominator = 1): Money {
    const scaled = BigInt(this.fen) * BigInt(numerator) * 2n + BigInt(denominator)
    const divisor = BigInt(denominator) * 2n
    const floor = scaled / divisor - (scaled % divisor < 0n ? 1n : 0n)
    return Money.fen(Number(floor))
  }

  clamp(lowest: Money, highest: Money): Money {
    if (this.fen < lowest.fen) return lowest
    return this.fen > highest.fen ? highest : this
  }

  equals(other: Money): boolean {
    return this.fen === other.fen
  }

  /** `"1999.00"`: the form of JSON, of the database and of equality. */
  toString(): string {
    const digits = String(Math.abs(this.fen)).padStart(3, '0')
    return `${this.fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  }

  toJSON(): string {
    return this.toString()
  }

  /** Lets node-postgres take an amount as a binding. */
  toPostgres(): string {
    return this.toString()
  }

  /** The exact decimal as a JSON number, for the few fields that are numbers by contract. */
  toNumber(): number {
    return Number(this.toString())
  }

  /** `1,999.00`, for people. */
  toGrouped(): string {
    const [yuan, decimals] = this.toString().split('.')
    return `${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`
  }
}
