import '#operations/breaker_figures'
import '#operations/job_figures'
import '#operations/process_figures'
import { renderFigures } from '#operations/registry'

/** What a worker tells of itself. Queues and orders are told by the web processes. */
export const workerFigures = () => renderFigures()
