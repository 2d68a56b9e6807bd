import { KINDS, ON_COUNTER, ON_WALL, type Kind } from './kinds.js'
import { definitions, ellipse, finish, mix, path, rect, repeat, SIDE } from './shapes.js'

/** Walls of the scenes; which one follows from the kind, so that a shelf of pictures is not all alike. */
const WALLS = ['#e8eef4', '#f2ece3', '#e6efe9', '#efe9f1', '#e9edf0', '#f4ebe6']

function svg(inner: string, width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inner}</svg>`
}

function wallOf(kind: Kind): string {
  const sum = [...kind].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return WALLS[sum % WALLS.length]
}

function backdrop(top: string, bottom: string, width: number, height: number) {
  return (
    `<defs><radialGradient id="air" cx=".5" cy=".42" r=".75"><stop offset="0" stop-color="${top}"/>` +
    `<stop offset="1" stop-color="${bottom}"/></radialGradient></defs>` +
    rect(0, 0, width, height, 0, 'url(#air)')
  )
}

/** The product alone on a light ground. */
export function studio(kind: Kind, colour: string): string {
  return svg(
    backdrop('#ffffff', mix(wallOf(kind), '#c9d3dd', 0.25), SIDE, SIDE) + appliance(kind, colour),
    SIDE,
    SIDE
  )
}

/** The product in a room. */
export function room(kind: Kind, colour: string): string {
  return svg(scene(kind, colour), SIDE, SIDE)
}

function scene(kind: Kind, colour: string): string {
  const wall = wallOf(kind)
  const onWall = ON_WALL.has(kind)
  const counter = ON_COUNTER.has(kind)
  const ground = counter ? 560 : 640
  const drop = onWall ? 40 : counter ? 128 : 176
  return (
    backdrop(mix(wall, '#ffffff', 0.5), mix(wall, '#aab7c4', 0.35), SIDE, SIDE) +
    windowLight() +
    floor(ground, counter) +
    (counter ? '' : rect(0, ground - 14, SIDE, 14, 0, '#ffffff', 'opacity=".75"')) +
    plant(700, counter ? 566 : 690, counter ? 0.7 : 1) +
    `<g transform="translate(90 ${drop}) scale(.72)">${appliance(kind, colour)}</g>`
  )
}

function appliance(kind: Kind, colour: string): string {
  const body = finish(colour)
  return definitions(body) + KINDS[kind](body)
}

function windowLight() {
  return path('M470 0 H640 L380 640 H150z', '#ffffff', 'opacity=".38"')
}

function floor(y: number, counter: boolean) {
  const colour = counter ? '#cdb596' : '#d9c4a6'
  return (
    rect(0, y, SIDE, SIDE - y, 0, colour) +
    rect(0, y, SIDE, counter ? 26 : 8, 0, mix(colour, '#ffffff', 0.35)) +
    repeat(counter ? 0 : 6, (index) =>
      path(
        `M${index * 170 - 60} 800 L${index * 130 + 60} ${y}`,
        'none',
        'stroke="#b89f7c" stroke-width="2" opacity=".6"'
      )
    ) +
    (counter
      ? rect(0, y + 26, SIDE, SIDE, 0, '#eef0f2') +
        repeat(3, (index) => rect(267 * index + 264, y + 60, 4, 300, 0, '#cfd5db'))
      : '')
  )
}

function plant(x: number, y: number, scale: number) {
  const leaf = (turn: number, colour: string) =>
    path(
      'M0 0 C-34 -60 -20 -130 0 -170 C20 -130 34 -60 0 0z',
      colour,
      `transform="rotate(${turn})"`
    )
  return `<g transform="translate(${x} ${y}) scale(${scale})">
    ${ellipse(0, 62, 70, 12, '#2a3444', 'opacity=".2"')}
    ${leaf(-46, '#5f9678')}${leaf(44, '#6fa888')}${leaf(-20, '#4f8468')}${leaf(20, '#5a9274')}${leaf(0, '#76b394')}
    ${path('M-44 -10 H44 L34 60 H-34z', '#f1efe9', 'stroke="#d5d0c4" stroke-width="2"')}</g>`
}

/** A long picture for the details: the product, its colours, where it stands, and from near. */
export function leaflet(kind: Kind, colours: string[]): string {
  const [first] = colours
  const placed = (colour: string, name: string, scale: number, x: number, y: number) =>
    `<g transform="translate(${x} ${y}) scale(${scale})">${scoped(appliance(kind, colour), name)}</g>`
  const half = 125 * colours.length
  return svg(
    rect(0, 0, 750, 2180, 0, '#ffffff') +
      rect(0, 0, 750, 800, 0, wallOf(kind)) +
      ellipse(375, 420, 330, 330, '#ffffff', 'opacity=".6"') +
      placed(first, 'hero', 0.9, 15, 40) +
      colours
        .map((colour, index) => {
          const x = 375 - half + index * 250
          return (
            rect(x + 10, 830, 230, 270, 28, mix(wallOf(kind), '#ffffff', 0.4)) +
            placed(colour, `colour${index}`, 0.26, x + 21, 850) +
            ellipse(x + 125, 1070, 15, 15, colour, 'stroke="#c3cad2" stroke-width="3"')
          )
        })
        .join('') +
      `<svg x="30" y="1130" width="690" height="500" viewBox="0 130 800 580">${scoped(scene(kind, first), 'room')}</svg>` +
      `<svg x="30" y="1660" width="690" height="490" viewBox="190 150 345 245">` +
      rect(0, 0, SIDE, SIDE, 0, mix(wallOf(kind), '#9fb0c0', 0.3)) +
      scoped(appliance(kind, first), 'near') +
      '</svg>',
    750,
    2180
  )
}

/** Where the drawings that do not reach down to the usual floor end. */
const BOTTOMS: Partial<Record<Kind, number>> = {
  riceCooker: 642,
  microwave: 600,
  oven: 645,
  gasCooktop: 614,
  splitAirConditioner: 800,
  television: 636,
  soundbar: 636,
}

/** A wide picture for the home page: products side by side on one colour, the first one largest. */
export function banner(ground: string, shown: { kind: Kind; colour: string }[]): string {
  const width = 1125
  const height = 540
  const places = [
    { x: 560, scale: 0.6 },
    { x: 900, scale: 0.46 },
    { x: 250, scale: 0.46 },
  ]
  const items = shown.map(({ kind, colour }, index) => {
    const { x, scale } = places[index]
    const y = 468 - (BOTTOMS[kind] ?? 694) * scale
    const drawing = scoped(appliance(kind, colour), `item${index}`)
    return `<g transform="translate(${x - 400 * scale} ${y}) scale(${scale})">${drawing}</g>`
  })
  return svg(
    backdrop(mix(ground, '#ffffff', 0.62), ground, width, height) +
      ellipse(560, 330, 300, 300, '#ffffff', 'opacity=".26"') +
      ellipse(560, 330, 410, 410, 'none', 'stroke="#ffffff" stroke-width="3" opacity=".35"') +
      ellipse(60, 40, 220, 150, '#ffffff', 'opacity=".16"') +
      ellipse(1080, 90, 150, 110, '#ffffff', 'opacity=".14"') +
      repeat(9, (index) => {
        const [x, y] = [70 + index * 124, 60 + ((index * 71) % 130)]
        return ellipse(x, y, 5 + (index % 3) * 3, 5 + (index % 3) * 3, '#ffffff', 'opacity=".55"')
      }) +
      rect(0, 452, width, 88, 0, mix(ground, '#ffffff', 0.34), 'opacity=".7"') +
      rect(0, 452, width, 4, 0, '#ffffff', 'opacity=".4"') +
      items.reverse().join(''),
    width,
    height
  )
}

/** Several drawings in one picture must not share the names of their gradients. */
function scoped(inner: string, prefix: string): string {
  return inner.replaceAll('id="', `id="${prefix}`).replaceAll('url(#', `url(#${prefix}`)
}

/** A small round sign of a category. */
export function categorySign(kind: Kind, colour: string): string {
  return svg(
    rect(0, 0, SIDE, SIDE, 180, mix(wallOf(kind), '#ffffff', 0.35)) +
      `<g transform="translate(48 40) scale(.88)">${appliance(kind, colour)}</g>`,
    SIDE,
    SIDE
  )
}

const MARKS = [
  '<circle cx="400" cy="400" r="150" fill="none" stroke="#fff" stroke-width="70"/>',
  '<path d="M230 540 L400 230 L570 540z" fill="#fff"/>',
  '<path d="M220 280 H580 V360 H440 V580 H360 V360 H220z" fill="#fff"/>',
  '<path d="M250 250 H350 V370 H450 V250 H550 V550 H450 V460 H350 V550 H250z" fill="#fff"/>',
  '<path d="M400 220 L440 350 L580 350 L466 430 L510 570 L400 486 L290 570 L334 430 L220 350 L360 350z" fill="#fff"/>',
  '<path d="M240 400 Q320 220 400 400 T560 400" fill="none" stroke="#fff" stroke-width="70" stroke-linecap="round"/>',
  '<path d="M270 240 H530 L400 400 H530 L270 580 L380 420 H270z" fill="#fff"/>',
  '<rect x="250" y="250" width="130" height="300" rx="40" fill="#fff"/><rect x="420" y="340" width="130" height="210" rx="40" fill="#fff" opacity=".75"/>',
]

/** A plain mark of a brand: a form on a colour, no lettering. */
export function brandMark(index: number, colour: string): string {
  return svg(rect(0, 0, SIDE, SIDE, 120, colour) + MARKS[index % MARKS.length], SIDE, SIDE)
}
