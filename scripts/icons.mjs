import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const NAMES = 'resources/icons.json'
const SPRITE = 'resources/icons.svg'

/**
 * The icons that the pages use, as one file of `<symbol id="i-name">`. The thickness of lines is left
 * to the style sheet. Throws when a name of the list is no icon of the set.
 */
export function iconSprite(root) {
  const set = JSON.parse(
    readFileSync(join(root, 'node_modules/@iconify-json/tabler/icons.json'), 'utf8')
  )
  const names = JSON.parse(readFileSync(join(root, NAMES), 'utf8'))
  const symbols = names.map((name) => {
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent]
    if (!icon) throw new Error(`${NAMES}: no icon is called "${name}"`)
    const body = icon.body.replace(/ stroke-width="[^"]*"/g, '')
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${body}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

/** Vite plugin: the sprite as a hashed file of the build, and under its own name while developing. */
export function iconsPlugin(root) {
  return {
    name: 'icons',
    buildStart() {
      if (this.meta.watchMode) return
      const source = iconSprite(root)
      this.emitFile({ type: 'asset', name: 'icons.svg', originalFileName: SPRITE, source })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.split('?')[0].endsWith(`/${SPRITE}`)) return next()
        response.setHeader('content-type', 'image/svg+xml')
        response.end(iconSprite(root))
      })
    },
  }
}
