import sharp from 'sharp'
import settings from '#start/env'
import type { Person } from './callers.js'
import { ownRow } from './own_rows.js'
import type { Shelf } from './shelf.js'
import type { Line } from './table.js'

export interface Got {
  status: number
  text: string
}

/** A request of the table, ready to be sent by anybody. */
export interface Asked {
  method: string
  path: string
  body?: object
  form?: true
}

export function partsOf(route: string): [method: string, pattern: string] {
  const [method, pattern] = route.split(/ +/)
  return [method, pattern]
}

/** The proper request of a line for this caller, with rows of their own made for it. */
export async function asked(
  route: string,
  line: Line,
  caller: Person | null,
  shelf: Shelf,
  id?: number
): Promise<Asked> {
  const [method, pattern] = partsOf(route)
  const own: Record<string, number> = {}
  for (const kind of ['address', 'pending order'] as const)
    if (caller && line.body) own[kind] = await ownRow(kind, caller, shelf)
  const row = id ?? (await rowOf(line, caller, shelf))
  const address = pattern.replace(':id', String(row)).replace(':provider', 'alipay')
  const path = address.replace('*', 'images/2026/01/01/x.webp')
  const query = line.query?.(shelf)
  return {
    method,
    path: `${path}/${query ? `?${query}` : ''}`,
    body: line.body?.(shelf, caller, own),
    form: line.form,
  }
}

function rowOf(
  { own, shown }: Line,
  caller: Person | null,
  shelf: Shelf
): Promise<number> | number {
  if (shown) return shelf.active[shown]
  return own && caller ? ownRow(own, caller, shelf) : 1
}

export async function ask(
  { method, path, body, form }: Asked,
  authorization?: string
): Promise<Got> {
  const response = await fetch(`http://${settings.host}:${settings.port}${path}`, {
    method,
    headers: {
      ...(authorization && { authorization }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: form ? await picture() : body && JSON.stringify(body),
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}

export const bearer = ({ access }: Person) => `Bearer ${access}`

async function picture(): Promise<FormData> {
  const image = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
  const content = await image.png().toBuffer()
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(content)]), 'a.png')
  return form
}
