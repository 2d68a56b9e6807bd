import { Counter, Gauge } from 'prom-client'
import { publicAnswers } from '#catalog/public_answers'
import { registry } from '#operations/registry'

new Counter({
  name: 'shop_answer_cache_requests_total',
  help: 'Answers of the catalogue from the memory of this process (hit) or made anew (miss)',
  labelNames: ['result'] as const,
  registers: [registry],
  collect() {
    const { hits, misses } = publicAnswers.figures
    this.reset()
    this.inc({ result: 'hit' }, hits)
    this.inc({ result: 'miss' }, misses)
  },
})

new Gauge({
  name: 'shop_answer_cache_entries',
  help: 'Answers of the catalogue that are kept',
  registers: [registry],
  collect() {
    this.set(publicAnswers.figures.answers)
  },
})

new Gauge({
  name: 'shop_answer_cache_bytes',
  help: 'Memory of these answers',
  registers: [registry],
  collect() {
    this.set(publicAnswers.figures.bytes)
  },
})

new Gauge({
  name: 'shop_answer_cache_open',
  help: '1 while the changes of the catalogue are heard; 0 means that every answer is made anew',
  registers: [registry],
  collect() {
    this.set(publicAnswers.figures.open ? 1 : 0)
  },
})
