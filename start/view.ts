import { randomUUID } from 'node:crypto'
import edge from 'edge.js'
import vite from '@adonisjs/vite/services/main'
import settings from '#start/env'
import { sortLink, withQuery } from '#transformers/addresses'
import { barChart, sparkline } from '#transformers/charts'
import { fieldState } from '#transformers/field_state'
import * as atoms from '#transformers/html_atoms'
import { statusTag } from '#transformers/status_tag'

const { useSprite, ...pieces } = atoms

for (const [name, piece] of Object.entries(pieces)) edge.global(name, piece)
edge.global('statusTag', statusTag)
edge.global('withQuery', withQuery)
edge.global('sortLink', sortLink)
edge.global('fieldState', fieldState)
edge.global('barChart', barChart)
edge.global('sparkline', sparkline)
edge.global('newKey', randomUUID)
edge.global('icpNumber', settings.icpNumber)

/** Indentation is for those who write templates; a list of fifty rows would send 20 KB of it. */
edge.processor.process('raw', ({ raw }) => raw.replace(/^[ \t]+/gm, ''))

useSprite(() => vite.assetPath('resources/icons.svg'))

/**
 * Edge takes an empty list of locals for a list and then compiles a partial anew for every page. Without
 * locals the compiled partial is kept.
 */
for (const compiler of [edge.compiler, edge.asyncCompiler]) {
  const compile = compiler.compile.bind(compiler)
  compiler.compile = (path, locals) => compile(path, locals?.length ? locals : undefined)
}

/**
 * Edge reads the folders of components from disk for every page it renders. They do not change while
 * a server runs, so one list is enough; only in development new files must be found.
 */
if (settings.mode !== 'development') {
  const { loader } = edge
  const read = loader.listComponents.bind(loader)
  let list: ReturnType<typeof read> | undefined
  loader.listComponents = () => (list ??= read())
}
