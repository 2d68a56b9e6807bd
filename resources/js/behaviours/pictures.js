/** A picture that cannot be shown leaves an empty frame, not the sign of a broken one. */
const empty = (picture) => picture.removeAttribute('src')

document.addEventListener(
  'error',
  ({ target }) => {
    if (target.localName === 'img') empty(target)
  },
  true
)

for (const picture of document.images)
  if (picture.complete && picture.naturalWidth === 0 && picture.currentSrc) empty(picture)
