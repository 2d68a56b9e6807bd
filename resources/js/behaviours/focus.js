/**
 * Keeps the focus where it was when the part of the page around it is replaced: on the element of the
 * same id, else on the link or button of the same name, else on the new part itself.
 */
let lost = null

document.addEventListener('htmx:before:swap', () => {
  const active = document.activeElement
  lost = active && active !== document.body ? describe(active) : null
})

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  const was = lost
  lost = null
  const now = document.activeElement
  if (!was || (now && now !== document.body)) return
  const region =
    document.getElementById(was.region ?? '') ?? document.getElementById(ctx.target?.id)
  if (!region) return
  const same = (was.id && document.getElementById(was.id)) || namesake(region, was)
  const target = same ?? region
  if (!same) region.setAttribute('tabindex', '-1')
  target.focus({ preventScroll: true })
})

function describe(element) {
  return {
    id: element.id,
    tag: element.localName,
    name: nameOf(element),
    region: element.closest('section[id], dialog[id]')?.id,
  }
}

function namesake(region, { tag, name }) {
  return name ? [...region.querySelectorAll(tag)].find((one) => nameOf(one) === name) : undefined
}

function nameOf(element) {
  return element.getAttribute('aria-label') ?? element.textContent.trim().replace(/\s*\d+\+?$/, '')
}
