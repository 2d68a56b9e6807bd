import { remember } from './storage.js'

/** Switches between light and dark; the head of the page applies the choice before anything is drawn. */
export function theme() {
  return {
    toggle() {
      const root = document.documentElement
      root.dataset.bsTheme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark'
      remember('theme', root.dataset.bsTheme)
    },
  }
}
