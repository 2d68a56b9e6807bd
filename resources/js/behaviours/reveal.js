/** Shows or hides the password of a field. */
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-reveal]')
  if (!button) return
  const field = document.getElementById(button.dataset.reveal)
  const shown = field.type === 'password'
  field.type = shown ? 'text' : 'password'
  button.setAttribute('aria-pressed', String(shown))
  button.setAttribute('aria-label', shown ? '隐藏密码' : '显示密码')
})
