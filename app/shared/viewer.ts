import type { Actor } from '#shared/actor'
import type { UserRole } from '#shared/labels'

/** The signed-in shopper behind an API request, as one joined select of the token brought it. */
export interface Viewer extends Actor {
  id: number
  role: UserRole
  username: string
}
