import { startCountdown } from './forms.js'

/** `data-open="id"` opens a dialog of the page, `data-close` inside it closes it. */
document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-open]')
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open)
    if (!dialog) return
    event.preventDefault()
    dialog.showModal()
    startCountdown(dialog)
    return
  }
  const closer = event.target.closest?.('dialog.dialog [data-close]')
  if (!closer) return
  event.preventDefault()
  closer.closest('dialog').close()
})

/** A refused dialog comes back closed; it was open, so it opens again. */
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  const dialog = ctx.target?.id && document.getElementById(ctx.target.id)
  if (dialog?.matches?.('dialog.dialog') && !dialog.open && ctx.response?.status === 422) {
    dialog.showModal()
    startCountdown(dialog)
  }
})
