import { remember } from './storage.js'

/** The menu: folded or not on a desk, over the page on a phone. */
export function shell() {
  const root = document.documentElement
  return {
    unfolded: String(root.dataset.fold === undefined),

    toggleFold() {
      const folded = root.dataset.fold === undefined
      if (folded) root.dataset.fold = 'yes'
      else delete root.dataset.fold
      this.unfolded = String(!folded)
      remember('menu', folded ? 'folded' : 'open')
    },

    openMenu() {
      root.dataset.menuOpen = ''
      document.querySelector('.menu-close').focus()
    },

    closeMenu() {
      if (root.dataset.menuOpen === undefined) return
      delete root.dataset.menuOpen
      document.querySelector('.menu-open').focus()
    },
  }
}
