import type { UserRole } from '#shared/labels'

export interface MenuEntry {
  group: string
  label: string
  icon: string
  path: string
  roles: readonly UserRole[]
  /** key of `menuCounts` whose number stands beside the entry */
  counter?: string
}

export interface MenuGroup {
  label: string
  entries: MenuEntry[]
}

/** Every page of the console that has an entry in the menu, in order. */
const ENTRIES: readonly MenuEntry[] = [
  {
    group: '概览',
    label: '工作台',
    icon: 'layout-dashboard',
    path: '/merchant/admin',
    roles: ['admin'],
  },
  {
    group: '交易',
    label: '订单管理',
    icon: 'receipt',
    path: '/merchant/admin/orders',
    roles: ['admin', 'support'],
    counter: 'orders',
  },
]

/** The menu of a role: entries it may not open are not in it. */
export function menuOf(role: UserRole): MenuGroup[] {
  const groups: MenuGroup[] = []
  for (const entry of ENTRIES.filter(({ roles }) => roles.includes(role))) {
    const group = groups.find(({ label }) => label === entry.group)
    if (group) group.entries.push(entry)
    else groups.push({ label: entry.group, entries: [entry] })
  }
  return groups
}

/** The page on which a role begins. */
export function landingPath(role: UserRole): string {
  return menuOf(role)[0].entries[0].path
}

/** The address of the entry that a page belongs to, or '' for pages outside the menu. */
export function activePath(role: UserRole, path: string): string {
  const paths = menuOf(role).flatMap(({ entries }) => entries.map((entry) => entry.path))
  const matches = paths.filter((entry) => path === entry || path.startsWith(`${entry}/`))
  return matches.sort((a, b) => b.length - a.length)[0] ?? ''
}
