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
  wallShadow,
  type Finish,
} from './shapes.js'

const FEET = '#3a414b'

function cabinet(x: number, y: number, w: number, h: number, rx = 12) {
  return (
    floorShadow(x + w / 2, y + h + 12, w / 2 + 20) +
    rect(x + 18, y + h - 4, 34, 14, 4, FEET) +
    rect(x + w - 52, y + h - 4, 34, 14, 4, FEET) +
    rect(x, y, w, h, rx, 'url(#side)')
  )
}

const door = (x: number, y: number, w: number, h: number) =>
  rect(x, y, w, h, 10, 'url(#body)') + gloss(x + 8, y + 8, w * 0.16, h - 16, 8)

/** A refrigerator with four doors in a cross. */
export function crossDoorFridge({ line }: Finish) {
  return (
    cabinet(222, 96, 356, 596) +
    door(226, 100, 172, 352) +
    door(402, 100, 172, 352) +
    door(226, 457, 172, 230) +
    door(402, 457, 172, 230) +
    rect(384, 150, 9, 250, 4, line) +
    rect(407, 150, 9, 250, 4, line) +
    rect(384, 480, 9, 150, 4, line) +
    rect(407, 480, 9, 150, 4, line) +
    display(262, 230, 86, 34)
  )
}

/** A refrigerator with two full-height doors. */
export function sideBySideFridge({ line }: Finish) {
  return (
    cabinet(212, 100, 376, 592) +
    door(216, 104, 150, 584) +
    door(370, 104, 214, 584) +
    rect(350, 190, 10, 400, 5, line) +
    rect(376, 190, 10, 400, 5, line) +
    rect(246, 270, 82, 132, 10, 'url(#glass)') +
    rect(268, 340, 38, 50, 6, '#0b0e13') +
    path('M287 300c8 12 12 18 12 25a12 12 0 0 1-24 0c0-7 4-13 12-25z', '#8fd6ff') +
    display(440, 200, 86, 30)
  )
}

/** A refrigerator with French doors above two drawers. */
export function frenchDoorFridge({ line }: Finish) {
  return (
    cabinet(222, 96, 356, 596) +
    door(226, 100, 172, 330) +
    door(402, 100, 172, 330) +
    door(226, 435, 348, 122) +
    door(226, 562, 348, 125) +
    rect(384, 170, 9, 220, 4, line) +
    rect(407, 170, 9, 220, 4, line) +
    rect(300, 447, 200, 9, 4, line) +
    rect(300, 574, 200, 9, 4, line) +
    display(442, 210, 92, 34)
  )
}

/** A refrigerator with three doors, one above the other. */
export function threeDoorFridge({ line }: Finish) {
  return (
    cabinet(262, 100, 276, 592) +
    door(266, 104, 268, 250) +
    door(266, 359, 268, 130) +
    door(266, 494, 268, 194) +
    rect(512, 180, 9, 140, 4, line) +
    rect(512, 392, 9, 74, 4, line) +
    rect(512, 530, 9, 110, 4, line) +
    display(350, 140, 100, 30)
  )
}

/** A chest freezer. */
export function chestFreezer({ line }: Finish) {
  return (
    floorShadow(400, 668, 268) +
    rect(170, 652, 40, 16, 4, FEET) +
    rect(590, 652, 40, 16, 4, FEET) +
    rect(150, 350, 500, 306, 16, 'url(#body)') +
    path('M150 356 L196 286 H604 L650 356 z', 'url(#bodyDown)') +
    path('M222 300 H578 L606 340 H194 z', 'url(#clear)', 'stroke="#ffffff" stroke-width="3"') +
    rect(146, 348, 508, 20, 8, line, 'opacity=".55"') +
    rect(360, 352, 80, 12, 6, 'url(#metal)') +
    repeat(7, (index) => rect(520 + index * 14, 570, 6, 54, 3, line, 'opacity=".6"')) +
    display(190, 400, 110, 36) +
    gloss(162, 376, 26, 262, 10)
  )
}

/** A wine cooler with a glass door. */
export function wineCooler() {
  return (
    cabinet(282, 130, 236, 560, 14) +
    rect(286, 134, 228, 552, 12, 'url(#glassDown)') +
    rect(304, 196, 192, 464, 8, '#241a12') +
    repeat(
      6,
      (row) =>
        repeat(
          4,
          (column) =>
            circle(330 + column * 47, 236 + row * 72, 17, column % 2 ? '#5f2b35' : '#2f4a35') +
            circle(330 + column * 47, 236 + row * 72, 7, '#c9b38a')
        ) + rect(304, 258 + row * 72, 192, 5, 2, '#a9774a')
    ) +
    rect(304, 196, 192, 464, 8, 'url(#clear)', 'opacity=".28"') +
    rect(500, 300, 8, 220, 4, 'url(#metalDown)') +
    display(350, 150, 100, 30)
  )
}

/** A wall-mounted air conditioner. */
export function splitAirConditioner({ line }: Finish) {
  return (
    wallShadow(120, 260, 560, 180) +
    rect(120, 250, 560, 190, 40, 'url(#bodyDown)') +
    path(
      'M128 388 H672 C668 424 650 440 622 440 H178 C150 440 132 424 128 388z',
      line,
      'opacity=".28"'
    ) +
    rect(168, 398, 464, 22, 11, '#2c333d', 'opacity=".82"') +
    rect(160, 384, 480, 12, 6, 'url(#bodyDown)') +
    rect(540, 320, 74, 30, 8, '#ffffff', 'opacity=".45"') +
    rect(552, 331, 22, 8, 4, '#39b6e8') +
    circle(592, 335, 5, '#39b6e8') +
    rect(160, 262, 480, 20, 10, '#ffffff', 'opacity=".5"') +
    repeat(4, (index) =>
      stroke(
        `M${220 + index * 110} 470 C${200 + index * 110} 530 ${250 + index * 110} 560 ${224 + index * 110} 624`,
        '#7cc9f2',
        9,
        `opacity="${0.55 - index * 0.06}"`
      )
    )
  )
}

/** A standing air conditioner. */
export function standingAirConditioner({ line }: Finish) {
  return (
    floorShadow(400, 706, 120) +
    ellipse(400, 700, 108, 18, line) +
    rect(304, 90, 192, 606, 84, 'url(#body)') +
    rect(340, 170, 46, 380, 23, '#262d37') +
    rect(414, 170, 46, 380, 23, '#262d37') +
    repeat(
      14,
      (index) =>
        rect(344, 186 + index * 26, 38, 7, 3, '#5a6573') +
        rect(418, 186 + index * 26, 38, 7, 3, '#5a6573')
    ) +
    circle(400, 128, 22, 'url(#glass)') +
    circle(400, 128, 12, 'none', 'stroke="#63d2ff" stroke-width="4"') +
    gloss(318, 150, 16, 480, 8) +
    rect(352, 600, 96, 8, 4, line, 'opacity=".5"')
  )
}

/** A ceiling cassette air conditioner. */
export function cassetteAirConditioner({ line }: Finish) {
  return (
    ellipse(400, 420, 330, 250, 'url(#shade)') +
    path('M400 150 L690 380 L400 610 L110 380z', 'url(#bodySlanted)') +
    path('M400 236 L582 380 L400 524 L218 380z', '#e4e9ee', `stroke="${line}" stroke-width="3"`) +
    repeat(9, (index) =>
      stroke(
        `M${238 + index * 18} ${364 - index * 14} L${420 + index * 18} ${508 - index * 14}`,
        '#9fabb8',
        5
      )
    ) +
    stroke('M188 362 L372 216', '#37404c', 15) +
    stroke('M428 216 L612 362', '#37404c', 15) +
    stroke('M188 398 L372 544', '#37404c', 15) +
    stroke('M428 544 L612 398', '#37404c', 15) +
    circle(640, 380, 8, '#39b6e8')
  )
}
