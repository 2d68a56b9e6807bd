import { test } from '@japa/runner'
import User from '#models/user'
import DashboardPolicy from '#policies/dashboard_policy'
import OrderPolicy from '#policies/order_policy'
import type { UserRole } from '#shared/labels'
import { activePath, landingPath, menuOf } from '#staff/menu'
import { nextPath } from '#staff/next_path'

const ROLES: UserRole[] = ['individual', 'dealer', 'support', 'admin']
const as = (role: string) => new User().merge({ role })

test.group('Staff | rights', () => {
  test('orders are for support and admin, whatever the command', ({ assert }) => {
    const policy = new OrderPolicy()
    for (const command of ['list', 'read', 'ship', 'complete', 'cancel', 'note'] as const)
      assert.deepEqual(
        ROLES.filter((role) => policy[command](as(role))),
        ['support', 'admin'],
        command
      )
  })

  test('the workbench is for admin', ({ assert }) => {
    const policy = new DashboardPolicy()
    assert.deepEqual(
      ROLES.filter((role) => policy.read(as(role))),
      ['admin']
    )
  })

  test('a role lands on the first page of its menu and sees no other entries', ({ assert }) => {
    assert.equal(landingPath('admin'), '/merchant/admin')
    assert.equal(landingPath('support'), '/merchant/admin/orders')
    for (const role of ['admin', 'support'] as const)
      for (const { entries } of menuOf(role))
        assert.isTrue(entries.every(({ roles }) => roles.includes(role)))
  })

  test('a page below an entry belongs to it, the longest entry wins', ({ assert }) => {
    assert.equal(activePath('admin', '/merchant/admin'), '/merchant/admin')
    assert.equal(activePath('admin', '/merchant/admin/orders/12'), '/merchant/admin/orders')
    assert.equal(activePath('admin', '/merchant/account'), '')
  })

  test('support is not sent to a page that only admin may open', ({ assert }) => {
    assert.equal(nextPath('/merchant/admin', 'support'), '/merchant/admin/orders')
    assert.equal(nextPath('/merchant/admin/orders/7', 'support'), '/merchant/admin/orders/7')
  })
})
