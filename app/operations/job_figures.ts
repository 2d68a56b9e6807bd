import { Gauge } from 'prom-client'
import { runs, succeededAt } from '#operations/job_runs'
import { registry } from '#operations/registry'
import { tellTally } from '#operations/tally_figure'

tellTally('shop_job_duration_seconds', 'Runs of jobs in this worker by name and outcome', runs)

new Gauge({
  name: 'shop_job_last_success_timestamp_seconds',
  help: 'When this worker last ran the job without failure',
  labelNames: ['job'] as const,
  registers: [registry],
  collect() {
    for (const [job, at] of succeededAt) this.set({ job }, at / 1000)
  },
})
