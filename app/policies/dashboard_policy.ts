import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#models/user'

/** The workbench shows figures of the whole shop. Rule: docs/rules/staff.md */
export default class DashboardPolicy extends BasePolicy {
  read(user: User) {
    return user.role === 'admin'
  }
}
