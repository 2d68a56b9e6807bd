/**
 * The address with some parameters changed; '' and null leave a parameter out. Changing anything but
 * the page leads back to the first page.
 */
export function withQuery(url: string, changes: Record<string, unknown>): string {
  const [path, query = ''] = url.split('?')
  const params = new URLSearchParams(query)
  if (!('page' in changes)) params.delete('page')
  for (const [key, value] of Object.entries(changes)) {
    params.delete(key)
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one))
  }
  for (const [key, value] of [...params]) if (value === '') params.delete(key, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** Where a click on a column head leads: descending, ascending, and back to the usual order. */
export function sortLink(
  url: string,
  key: string
): { href: string; direction: 'ascending' | 'descending' | 'none' } {
  const current = new URLSearchParams(url.split('?')[1] ?? '').get('sort') ?? ''
  if (current === `-${key}`) return { href: withQuery(url, { sort: key }), direction: 'descending' }
  if (current === key) return { href: withQuery(url, { sort: '' }), direction: 'ascending' }
  return { href: withQuery(url, { sort: `-${key}` }), direction: 'none' }
}
