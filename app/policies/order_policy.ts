import { BasePolicy } from '@adonisjs/bouncer'
import { isStaffRole } from '#shared/labels'
import type User from '#models/user'

/** What staff may do with orders. Rule: docs/rules/staff.md, the matrix of capabilities */
export default class OrderPolicy extends BasePolicy {
  list(user: User) {
    return isStaffRole(user.role)
  }

  read(user: User) {
    return isStaffRole(user.role)
  }

  ship(user: User) {
    return isStaffRole(user.role)
  }

  complete(user: User) {
    return isStaffRole(user.role)
  }

  cancel(user: User) {
    return isStaffRole(user.role)
  }

  note(user: User) {
    return isStaffRole(user.role)
  }
}
