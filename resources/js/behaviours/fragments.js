import { toast } from './toasts.js'

/**
 * The guard around partial updates: what may be swapped in, and what the address says. Answers that
 * are no fragment lead to the page they are; nothing is ever sent a second time by itself.
 */
const FAILED = '请求失败，请稍后重试'

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  const { request } = ctx
  if (ctx.target?.id) request.headers['X-Fragment'] = ctx.target.id
  if (request.method !== 'GET') return
  for (const [name, value] of [...request.body]) if (value === '') request.body.delete(name)
})

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  ctx.target?.setAttribute?.('aria-busy', 'true')
})

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail
  const { raw, status } = ctx.response
  if (status === 401) {
    event.preventDefault()
    const here = location.pathname + location.search
    location.assign(`/merchant/login?next=${encodeURIComponent(here)}`)
  } else if (status === 204) {
    return
  } else if (status >= 400 && status !== 422) {
    event.preventDefault()
    const said = raw.headers.get('x-message')
    toast(said ? decodeURIComponent(said) : FAILED, 'danger')
  } else if (!isFragmentFor(ctx.target, raw)) {
    event.preventDefault()
    if (status === 422) toast(FAILED, 'danger')
    else location.assign(raw.url)
  } else if (status === 422) {
    ctx.push = 'false'
  }
})

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  ctx.target?.removeAttribute?.('aria-busy')
})

document.addEventListener('htmx:error', ({ detail }) => {
  if (detail.error?.name !== 'AbortError') toast(FAILED, 'danger')
})

/** Back and forward: the list is fetched again when the page is the same, else the page is. */
document.addEventListener('htmx:before:history:restore', (event) => {
  event.preventDefault()
  const list = document.getElementById('list')
  if (!list || list.dataset.path !== location.pathname) return location.reload()
  refresh(location.pathname + location.search)
})

/** A command ended well: say so, and show the page as it is now. */
document.addEventListener('console:done', ({ detail }) => {
  for (const open of document.querySelectorAll('dialog[open]')) open.close()
  toast(detail.message, detail.tone)
  refresh(location.pathname + location.search)
})

/** Fetches the changeable part of the page again, without a new entry in the history. */
export function refresh(path) {
  const region = document.querySelector('[data-refresh]')
  if (!region) return location.reload()
  window.htmx.ajax('GET', path, {
    target: `#${region.id}`,
    swap: 'outerHTML show:none',
    push: 'false',
  })
}

function isFragmentFor(target, raw) {
  return (raw.headers.get('x-fragment') ?? '').split(/\s+/).includes(target?.id)
}
