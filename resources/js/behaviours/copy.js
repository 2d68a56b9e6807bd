import { toast } from './toasts.js'

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]')
  if (!button) return
  event.preventDefault()
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    toast('已复制')
  } catch {
    toast('浏览器不允许复制，请手动选择', 'danger')
  }
})
