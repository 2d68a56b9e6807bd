import { randomBytes } from 'node:crypto'
import factory from '@adonisjs/lucid/factories'
import User from '#models/user'

/** Shoppers; the states make dealers, staff and people who were shut out. */
export const UserFactory = factory
  .define(User, () => {
    const suffix = randomBytes(8).toString('hex')
    return {
      openid: `openid-${suffix}`,
      username: `用户_${suffix}`,
      avatarUrl: 'https://cdn.example.com/avatar.png',
      role: 'individual',
      isStaff: false,
      isSuperuser: false,
      isActive: true,
      tokenVersion: 0,
    }
  })
  .state('dealer', (user) => {
    user.role = 'dealer'
  })
  .state('support', (user) => {
    user.role = 'support'
  })
  .state('admin', (user) => {
    user.role = 'admin'
    user.isStaff = true
  })
  .state('deactivated', (user) => {
    user.isActive = false
  })
  .build()
