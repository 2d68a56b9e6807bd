import { mayLeave, startCountdown } from './forms.js'

/** The drawer opens when its content has arrived; the browser keeps and returns the focus. */
export function drawer() {
  return {
    init() {
      const dialog = this.$el
      document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
        if (ctx.target?.id !== 'drawer') return
        startCountdown(dialog)
        if (!dialog.open) dialog.showModal()
      })
      dialog.addEventListener('cancel', (event) => {
        if (!mayLeave(dialog)) event.preventDefault()
      })
      dialog.addEventListener('click', (event) => {
        const outside = event.target === dialog
        const close = event.target.closest('[data-close]')
        if (!outside && !close) return
        event.preventDefault()
        if (mayLeave(dialog)) dialog.close()
      })
      dialog.addEventListener('close', () => {
        dialog.querySelector('#drawer').replaceChildren()
      })
    },
  }
}
