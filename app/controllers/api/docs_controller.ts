import type { HttpContext } from '@adonisjs/core/http'

/** The API document for people, with a form to try each endpoint. */
export default class DocsController {
  show({ response, view }: HttpContext) {
    /** The page names scripts by their hash: an old page would ask for files that are gone. */
    response.header('cache-control', 'no-cache')
    return view.render('api/docs')
  }
}
