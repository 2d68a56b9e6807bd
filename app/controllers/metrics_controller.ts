import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { registry } from '#operations/registry'
import { isScraper } from '#operations/scraper'
import { webFigures } from '#operations/web_figures'

/** `/metrics` for the network that the shop runs in; for everybody else there is no such address. */
export default class MetricsController {
  async show({ request, response }: HttpContext) {
    if (!isScraper(request.request)) throw new Exception('not a scraper', { status: 404 })
    const text = await webFigures()
    response.header('content-type', registry.contentType).header('cache-control', 'no-store')
    return text
  }
}
