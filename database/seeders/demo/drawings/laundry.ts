import {
  circle,
  display,
  ellipse,
  floorShadow,
  gloss,
  path,
  rect,
  repeat,
  stroke,
  type Finish,
} from './shapes.js'

function cube(y: number, h: number) {
  return (
    floorShadow(400, y + h + 12, 216) +
    rect(232, y + h - 4, 36, 14, 4, '#3a414b') +
    rect(532, y + h - 4, 36, 14, 4, '#3a414b') +
    rect(206, y, 388, h, 18, 'url(#body)') +
    gloss(214, y + 10, 22, h - 20, 10)
  )
}

function porthole(cy: number, ring: string, rim: string) {
  return (
    circle(400, cy, 148, ring) +
    circle(400, cy, 148, 'none', `stroke="${rim}" stroke-width="3" opacity=".6"`) +
    circle(400, cy, 116, 'url(#glass)') +
    circle(400, cy, 104, 'none', 'stroke="#5b6675" stroke-width="2" opacity=".7"') +
    path(
      `M318 ${cy - 36} A92 92 0 0 1 400 ${cy - 92} L400 ${cy - 66} A66 66 0 0 0 342 ${cy - 26}z`,
      '#ffffff',
      'opacity=".32"'
    ) +
    repeat(3, (index) =>
      ellipse(
        360 + index * 42,
        cy + 44 - (index % 2) * 12,
        40,
        22,
        ['#7fb7dd', '#e8c9a0', '#d7dde6'][index],
        'opacity=".5"'
      )
    ) +
    rect(536, cy - 34, 14, 68, 7, rim)
  )
}

/** A front-loading washing machine. */
export function frontLoader({ line }: Finish) {
  return (
    cube(150, 540) +
    rect(206, 150, 388, 100, 18, 'url(#glassDown)') +
    rect(206, 232, 388, 18, 0, 'url(#glassDown)') +
    rect(228, 172, 106, 56, 8, '#ffffff', 'opacity=".1"') +
    circle(400, 200, 30, 'url(#metal)') +
    circle(400, 200, 21, '#2a313b') +
    rect(398, 181, 4, 14, 2, '#ffffff') +
    display(460, 178, 112, 44) +
    porthole(440, 'url(#metal)', line) +
    rect(230, 640, 110, 32, 6, line, 'opacity=".25"')
  )
}

/** A tumble dryer: a light ring, the panel in the middle. */
export function dryer({ line }: Finish) {
  return (
    cube(150, 540) +
    rect(226, 168, 348, 66, 33, 'url(#glassDown)') +
    display(320, 180, 160, 42, '#ffc46b') +
    circle(268, 201, 15, 'url(#metal)') +
    circle(532, 201, 15, 'url(#metal)') +
    porthole(420, 'url(#bodyDown)', line) +
    repeat(3, (index) =>
      stroke(`M${366 + index * 34} 440 c-12 -18 12 -30 0 -52`, '#ffc46b', 6, 'opacity=".85"')
    ) +
    rect(230, 618, 340, 48, 8, line, 'opacity=".16"') +
    repeat(12, (index) => rect(246 + index * 26, 630, 14, 24, 4, line, 'opacity=".4"'))
  )
}

/** A top-loading washing machine. */
export function topLoader({ line }: Finish) {
  return (
    cube(230, 460) +
    path('M206 250 L238 158 H562 L594 250z', 'url(#bodyDown)') +
    path('M250 240 L272 182 H528 L550 240z', 'url(#glass)') +
    path('M262 232 L278 190 H400 L372 232z', '#ffffff', 'opacity=".18"') +
    rect(238, 130, 324, 40, 12, 'url(#glassDown)') +
    display(340, 136, 120, 28) +
    circle(500, 150, 9, '#dfe6ee') +
    circle(530, 150, 9, '#dfe6ee') +
    rect(206, 248, 388, 8, 3, line, 'opacity=".5"') +
    path(
      'M330 470 c40 -40 100 40 140 0',
      'none',
      `stroke="${line}" stroke-width="6" opacity=".3"`
    ) +
    path('M330 500 c40 -40 100 40 140 0', 'none', `stroke="${line}" stroke-width="6" opacity=".2"`)
  )
}

/** A washing machine and a dryer on top of one another. */
export function washTower({ line }: Finish) {
  const small = (cy: number, ring: string) =>
    circle(400, cy, 92, ring) +
    circle(400, cy, 72, 'url(#glass)') +
    path(
      `M350 ${cy - 22} A54 54 0 0 1 400 ${cy - 55} L400 ${cy - 38} A38 38 0 0 0 366 ${cy - 14}z`,
      '#ffffff',
      'opacity=".35"'
    )
  return (
    floorShadow(400, 716, 170) +
    rect(256, 70, 288, 636, 18, 'url(#body)') +
    gloss(263, 80, 16, 616, 8) +
    small(214, 'url(#metal)') +
    small(560, 'url(#metal)') +
    rect(256, 356, 288, 70, 0, 'url(#glassDown)') +
    display(336, 372, 128, 38) +
    rect(256, 354, 288, 3, 0, line) +
    rect(256, 426, 288, 3, 0, line)
  )
}

/** A garment steamer with its stand. */
export function steamer({ line }: Finish) {
  return (
    floorShadow(400, 690, 130) +
    stroke('M300 660 V150 H500', '#aab3bd', 12) +
    path(
      'M330 190 c70 -40 140 -40 170 0 l30 150 h-40 l-8 130 h-130 l-8 -130 h-40z',
      '#e9eef4',
      `stroke="${line}" stroke-width="3"`
    ) +
    rect(300, 560, 210, 124, 34, 'url(#body)') +
    rect(330, 576, 150, 44, 16, 'url(#water)', 'opacity=".85"') +
    display(350, 636, 110, 30) +
    stroke('M505 600 C600 560 600 380 560 330', line, 12) +
    rect(520, 250, 74, 92, 22, 'url(#bodySlanted)') +
    repeat(3, (index) => stroke(`M${528 + index * 22} 236 c-12 -22 12 -30 0 -54`, '#b9d6ea', 7))
  )
}
