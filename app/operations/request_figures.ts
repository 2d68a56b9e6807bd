import { Gauge } from 'prom-client'
import { registry } from '#operations/registry'
import { inFlight, requests } from '#operations/requests'
import { tellTally } from '#operations/tally_figure'

tellTally(
  'shop_http_request_duration_seconds',
  'Requests by method, route pattern and status; route "unmatched" is what no route names',
  requests
)

new Gauge({
  name: 'shop_http_requests_in_flight',
  help: 'Requests that are being answered now',
  registers: [registry],
  collect() {
    this.set(inFlight.size)
  },
})
