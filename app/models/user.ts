import hash from '@adonisjs/core/services/hash'
import { compose } from '@adonisjs/core/helpers'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { UserSchema } from '#database/schema'

/** The hasher is taken when it is needed: commands load this file before the application has booted. */
const AuthFinder = withAuthFinder(() => hash.use(), {
  uids: ['username'],
  passwordColumnName: 'password',
})

/**
 * A person with an account: shoppers and staff alike. A changed `password` is hashed when the row is
 * saved. Rule: docs/rules/customers.md
 */
export default class User extends compose(UserSchema, AuthFinder) {}
