import { test } from '@japa/runner'
import { certificationStatus } from '#customers/certification_status'

test.group('Ways of a certification', () => {
  test('leads from {from} to {next} and nowhere else')
    .with([
      { from: 'pending' as const, next: ['withdrawn', 'approved', 'rejected'] },
      { from: 'withdrawn' as const, next: ['pending'] },
      { from: 'rejected' as const, next: ['pending'] },
      { from: 'approved' as const, next: [] },
    ])
    .run(({ assert }, { from, next }) => {
      const allowed = certificationStatus.values.filter((to) =>
        certificationStatus.allows(from, to)
      )
      assert.sameMembers(allowed, next)
    })
})
