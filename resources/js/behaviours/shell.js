import { remember } from './storage.js'

/** The menu: folded or not on a desk, over the page on a phone. */
export function shell() {
  const root = document.documentElement
  return {
    unfolded: String(root.dataset.menu !== 'folded'),

    toggleFold() {
      const folded = root.dataset.menu !== 'folded'
      if (folded) root.dataset.menu = 'folded'
      else delete root.dataset.menu
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
