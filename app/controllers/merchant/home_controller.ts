import type { HttpContext } from '@adonisjs/core/http'
import { landingPath } from '#staff/menu'

/** `/merchant`: the first page of the role, or the sign-in page. */
export default class HomeController {
  show({ viewer, response }: HttpContext) {
    response.redirect().toPath(viewer ? landingPath(viewer.role) : '/merchant/login')
  }
}
