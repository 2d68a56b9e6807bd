import { cspFactory } from '@adonisjs/shield/guards'
import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import type { NextFn } from '@adonisjs/core/types/http'
import shield from '#config/shield'
import { readDocument, showDocument } from '#descriptions/documentation'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { api } = controllers

/** The policy of the console's pages; the guard changes the list that it is given. */
const { csp } = shield
const announcePolicy = cspFactory({ ...csp, directives: { ...csp?.directives } })

/** The one page under `/api` has what every page has, without their session. */
async function guardedPage(ctx: HttpContext, next: NextFn) {
  await announcePolicy(ctx)
  ctx.response.header('x-frame-options', 'DENY')
  return next()
}

/** What the API is, for programs and for people. Public, like the catalogue. */
router
  .group(() => {
    router.get('openapi.json', [api.Openapi, 'show']).as('document.show').describe(showDocument)
    router
      .get('docs', [api.Docs, 'show'])
      .use(guardedPage)
      .as('document.read')
      .describe(readDocument)
  })
  .prefix('/api')
  .as('api')
  .use([middleware.apiRate(), middleware.cleanInput()])
