/** Everything is drawn on a square of 800 × 800, by shapes only: no fonts are needed to render it. */
export const SIDE = 800

/** The shades that a body of one colour is made of. */
export interface Finish {
  base: string
  light: string
  dark: string
  line: string
}

export function finish(base: string): Finish {
  return {
    base,
    light: mix(base, '#ffffff', 0.45),
    dark: mix(base, '#1b2230', 0.22),
    line: mix(base, '#141a24', 0.34),
  }
}

/** A colour between two `#rrggbb`, `share` of the second. */
export function mix(first: string, second: string, share: number): string {
  const channel = (at: number) => {
    const [from, to] = [first, second].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

export function rect(
  x: number,
  y: number,
  w: number,
  h: number,
  rx: number,
  fill: string,
  more = ''
) {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${rx}" fill="${fill}" ${more}/>`
}

export function circle(cx: number, cy: number, r: number, fill: string, more = '') {
  return `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}" ${more}/>`
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, more = '') {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`
}

export function path(d: string, fill: string, more = '') {
  return `<path d="${d}" fill="${fill}" ${more}/>`
}

export function stroke(d: string, colour: string, width: number, more = '') {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
}

/** The same shape `count` times. */
export function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('')
}

/** What stands on a floor throws a soft shadow there: a gradient, since blurs are dear to render. */
export function floorShadow(cx: number, y: number, rx: number) {
  return (
    ellipse(cx, y, rx * 1.3, 40, 'url(#shade)') + ellipse(cx, y - 4, rx * 1.06, 14, 'url(#shade)')
  )
}

/** What hangs on a wall throws its shadow down the wall. */
export function wallShadow(x: number, y: number, w: number, h: number) {
  return ellipse(x + w / 2, y + h, w * 0.62, 62, 'url(#shade)')
}

/** A bright reflection on a body. */
export function gloss(x: number, y: number, w: number, h: number, rx: number) {
  return rect(x, y, w, h, rx, 'url(#gloss)')
}

/** A dark display with a few lit segments. */
export function display(x: number, y: number, w: number, h: number, light = '#8fe3ff') {
  const unit = h / 5
  return (
    rect(x, y, w, h, h / 4, 'url(#glass)') +
    rect(x + w * 0.14, y + 2 * unit, w * 0.24, unit, unit / 2, light) +
    circle(x + w * 0.55, y + 2.5 * unit, unit * 0.55, light, 'opacity=".8"') +
    circle(x + w * 0.7, y + 2.5 * unit, unit * 0.55, light, 'opacity=".5"') +
    circle(x + w * 0.85, y + 2.5 * unit, unit * 0.55, light, 'opacity=".35"')
  )
}

/** Gradients and filters that all drawings of one body colour use. */
export function definitions({ base, light, dark }: Finish): string {
  const stops = (...list: [number, string, number?][]) =>
    list
      .map(
        ([at, colour, opacity = 1]) =>
          `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`
      )
      .join('')
  const gradient = (id: string, to: string, inner: string) =>
    `<linearGradient id="${id}" ${to}>${inner}</linearGradient>`
  const across = 'x1="0" y1="0" x2="1" y2="0"'
  const down = 'x1="0" y1="0" x2="0" y2="1"'
  const slanted = 'x1="0" y1="0" x2="1" y2="1"'
  return `<defs>
    ${gradient('body', across, stops([0, light], [0.22, base], [0.7, base], [1, dark]))}
    ${gradient('bodyDown', down, stops([0, light], [0.4, base], [1, dark]))}
    ${gradient('bodySlanted', slanted, stops([0, light], [0.5, base], [1, dark]))}
    ${gradient('side', across, stops([0, dark], [1, base]))}
    ${gradient('metal', across, stops([0, '#f7f9fb'], [0.3, '#c3cad2'], [0.55, '#eef1f4'], [1, '#9aa4af']))}
    ${gradient('metalDown', down, stops([0, '#f4f6f8'], [0.5, '#c2c9d1'], [1, '#8f99a5']))}
    ${gradient('glass', slanted, stops([0, '#49525f'], [0.45, '#1d232c'], [1, '#0d1117']))}
    ${gradient('glassDown', down, stops([0, '#3a424e'], [1, '#0e1218']))}
    ${gradient('clear', slanted, stops([0, '#ffffff', 0.75], [0.5, '#dbe8f2', 0.35], [1, '#b9cfdf', 0.55]))}
    ${gradient('water', down, stops([0, '#bfe6ff'], [1, '#5fb4ea']))}
    ${gradient('warm', down, stops([0, '#ffcf87'], [1, '#d9762b']))}
    ${gradient('gloss', across, stops([0, '#ffffff', 0.65], [1, '#ffffff', 0]))}
    <radialGradient id="shade">${stops([0, '#1d2532', 0.5], [0.5, '#1d2532', 0.3], [1, '#1d2532', 0])}</radialGradient>
  </defs>`
}
