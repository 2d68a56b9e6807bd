const SECONDS = 3

/** Shows a message in the corner. Errors stay until they are closed. */
export function toast(message, tone = 'success') {
  const region = document.getElementById('toasts')
  if (!region) return
  /** An open dialog covers everything outside of it, so messages move in. */
  const place = document.querySelector('dialog[open]') ?? document.body
  if (region.parentElement !== place) place.append(region)
  const box = document.createElement('div')
  box.className = `toast toast-${tone}`
  box.append(icon(tone))
  const text = document.createElement('span')
  text.textContent = message
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'toast-close'
  close.dataset.dismiss = ''
  close.setAttribute('aria-label', '关闭提示')
  close.textContent = '×'
  box.append(text, close)
  region.append(box)
  if (tone === 'danger') box.dataset.sticky = ''
  else dismissLater(box)
}

const ICONS = { success: 'circle-check', warn: 'alert-triangle', danger: 'alert-circle' }

/** An icon out of the file that the page uses already. */
function icon(tone) {
  const names = 'http://www.w3.org/2000/svg'
  const [file] = (document.querySelector('use')?.getAttribute('href') ?? '').split('#')
  const picture = document.createElementNS(names, 'svg')
  picture.setAttribute('class', 'i')
  picture.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(names, 'use')
  use.setAttribute('href', `${file}#i-${ICONS[tone] ?? ICONS.success}`)
  picture.append(use)
  return picture
}

/** Messages that came with the page go by themselves, too. */
export function settleToasts() {
  for (const box of document.querySelectorAll('#toasts .toast:not([data-sticky])'))
    dismissLater(box)
}

function dismissLater(box) {
  setTimeout(() => {
    if (box.matches(':hover, :focus-within')) dismissLater(box)
    else box.remove()
  }, SECONDS * 1000)
}

document.addEventListener(
  'close',
  () => {
    const region = document.getElementById('toasts')
    if (region?.parentElement.matches('dialog')) document.body.append(region)
  },
  true
)

document.addEventListener('click', ({ target }) => {
  target.closest?.('[data-dismiss]')?.closest('.toast').remove()
})
