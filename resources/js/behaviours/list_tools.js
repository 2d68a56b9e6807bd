import { refresh } from './fragments.js'
import { remember } from './storage.js'

/** Density and columns of a list, remembered in this browser; the head of the page applies them. */
export function listTools() {
  const root = document.documentElement
  const hidden = () => (root.dataset.hide ?? '').split(' ').filter(Boolean)
  return {
    shows: {},

    init() {
      for (const box of this.$el.querySelectorAll('input[type=checkbox]'))
        this.shows[box.value] = !hidden().includes(box.value)
    },

    setDensity(event) {
      const density = event.target.value
      if (density) root.dataset.density = density
      else delete root.dataset.density
      remember('density', density)
      event.target.closest('[popover]').hidePopover()
    },

    toggleColumn(event) {
      const { value, checked } = event.target
      const columns = hidden().filter((one) => one !== value)
      if (!checked) columns.push(value)
      root.dataset.hide = columns.join(' ')
      remember('hide', root.dataset.hide)
    },
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-refresh-now]')
  if (!link) return
  event.preventDefault()
  refresh(location.pathname + location.search)
})

/** A tool's menu opens under its button. */
document.addEventListener(
  'toggle',
  (event) => {
    const menu = event.target
    if (!menu.matches?.('.pop-tools') || event.newState !== 'open') return
    const anchor = document.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect()
    menu.style.top = `${anchor.bottom + 4}px`
    menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - menu.offsetWidth - 8))}px`
  },
  true
)
