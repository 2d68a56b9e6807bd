import type { Actor } from '#shared/actor'
import type { UserRole } from '#shared/labels'

/** The signed-in shopper behind an API request, as one joined select of the token brought it. */
export interface Viewer extends Actor {
  id: number
  role: UserRole
  username: string
  /** prices or goods of this person may differ from what a visitor sees */
  seesOwnCatalogue: boolean
}
