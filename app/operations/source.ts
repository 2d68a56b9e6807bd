import { Gauge } from 'prom-client'
import { registry } from '#operations/registry'

/** A number that may be unknown: then it is not told at all, instead of as 0 or as it once was. */
export class Figure<Label extends string = never> extends Gauge<Label> {
  readonly #labels: readonly Label[]

  constructor(name: string, help: string, labels: readonly Label[] = []) {
    super({ name, help, labelNames: labels, registers: [registry] })
    this.#labels = labels
    this.hide()
  }

  hide(): void {
    this.reset()
    if (this.#labels.length === 0) this.remove()
  }
}

/** What statements answer: `key` and `state` become labels, `count` and `age` (seconds) numbers. */
export interface FigureRow {
  key: string
  state: string
  count: number
  age: number | null
}

/** Figures that one statement answers. */
export interface Source {
  name: string
  /** how old they may be; 0 reads them at every scrape */
  seconds: number
  sql: string
  show: (rows: FigureRow[]) => void
  /** what is not known is not told */
  hide: () => void
}
