import { toast } from './toasts.js'

/** One menu for all rows: fetched when asked for, placed under the button that asked. */
document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-menu]')
  const menu = document.getElementById('row-menu')
  if (!menu || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (!button) {
    if (menu.contains(event.target)) menu.hidePopover()
    return
  }
  event.preventDefault()
  const response = await fetch(button.dataset.menu, { headers: { 'X-Fragment': 'menu' } })
  if (!response.ok) return toast('请求失败，请稍后重试', 'danger')
  menu.innerHTML = await response.text()
  window.htmx.process(menu)
  menu.showPopover()
  place(menu, button.getBoundingClientRect())
  menu.querySelector('a, button')?.focus()
})

function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect()
  const below = anchor.bottom + 4
  const top = below + height > innerHeight ? Math.max(8, anchor.top - height - 4) : below
  menu.style.top = `${top}px`
  menu.style.left = `${Math.max(8, Math.min(anchor.right - width, innerWidth - width - 8))}px`
}

document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('#row-menu')
  if (!menu || !['ArrowDown', 'ArrowUp'].includes(event.key)) return
  event.preventDefault()
  const items = [...menu.querySelectorAll('a, button')]
  const step = event.key === 'ArrowDown' ? 1 : -1
  items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus()
})
