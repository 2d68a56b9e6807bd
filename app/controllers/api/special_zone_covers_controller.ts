import type { HttpContext } from '@adonisjs/core/http'
import { listZoneCovers, ZONES, type Zone } from '#catalog/queries/list_zone_covers'
import { readPaging, readText } from '#shared/paging'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { answerPublic } from '#transformers/public_answer'
import { specialZoneCoverAnswer } from '#transformers/special_zone_cover_transformer'
import { readActivity } from '#validators/product_query'

/** The covers of the special zones (14.13). */
export default class SpecialZoneCoversController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const filter = {
      type: readZone(query.type),
      isActive: readActivity(query.is_active, ctx.viewer),
    }
    const here = origin(ctx)
    await answerPublic(ctx, async () => {
      const { results, total } = await listZoneCovers(filter, paging)
      const shown = results.map((cover) => specialZoneCoverAnswer(cover, here))
      return { body: pageAnswer(ctx, { results: shown, total, ...paging }), tags: ['covers'] }
    })
  }
}

function readZone(value: unknown): Zone | undefined {
  const zone = readText(value)
  return Object.hasOwn(ZONES, zone) ? (zone as Zone) : undefined
}
