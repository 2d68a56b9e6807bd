/** Forms: sent once, asked about when left unsaved, and destructive buttons that wait. */
const dirty = new WeakSet()

/** Before anybody else hears of it: a form that is on its way is not sent again. */
document.addEventListener(
  'submit',
  (event) => {
    if (event.target.method !== 'post' || event.target.dataset.sent === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true
)

/** A destructive button is pressed, never triggered by Enter in a field (scanners send one). */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.target.matches?.('input')) return
  if (event.target.form?.querySelector('.btn-danger:not([type=button])')) event.preventDefault()
})

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented && !form.hasAttribute('hx-boost')) return
  dirty.delete(form)
  if (form.method !== 'post') return
  form.dataset.sent = ''
  setTimeout(() => lock(form, true))
})

/** A page out of the browser's cache, or an answer that came: the form may be sent again. */
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) lock(form, false)
})
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (ctx.request.form) lock(ctx.request.form, false)
})

function lock(form, locked) {
  if (!locked) delete form.dataset.sent
  for (const button of form.querySelectorAll('button:not([type=button])')) button.disabled = locked
}

document.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form[data-guard]')
  if (form) dirty.add(form)
})

addEventListener('beforeunload', (event) => {
  const unsaved = [...document.forms].some(
    (form) => dirty.has(form) && form.dataset.sent === undefined
  )
  if (unsaved && !document.body.classList.contains('bare')) event.preventDefault()
})

/** True when nothing would be lost, or the person says that it may. */
export function mayLeave(container) {
  const unsaved = [...container.querySelectorAll('form')].filter((form) => dirty.has(form))
  if (unsaved.length === 0) return true
  if (!confirm('有未保存的修改，确定离开？')) return false
  for (const form of unsaved) dirty.delete(form)
  return true
}

document.addEventListener('change', ({ target }) => {
  if (target.matches?.('[data-submit]')) target.form.requestSubmit()
})

/** A strict confirmation: the button can be pressed after some seconds only. */
export function startCountdown(container) {
  for (const button of container.querySelectorAll('button[data-countdown]')) {
    const label = (button.dataset.label ??= button.textContent.trim())
    let left = Number(button.dataset.countdown)
    const step = () => {
      button.disabled = left > 0
      button.textContent = left > 0 ? `请等待 ${left} 秒` : label
      if (left-- > 0 && button.isConnected) setTimeout(step, 1000)
    }
    step()
  }
}
