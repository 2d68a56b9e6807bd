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

/** A range hood of the side-suction kind. */
export function sideHood({ line }: Finish) {
  return (
    wallShadow(196, 300, 408, 330) +
    rect(300, 90, 200, 230, 6, 'url(#body)') +
    rect(196, 312, 408, 300, 14, 'url(#glass)') +
    path('M210 326 H420 L330 598 H210z', '#ffffff', 'opacity=".1"') +
    rect(236, 420, 328, 26, 13, '#0a0d11') +
    repeat(20, (index) => rect(246 + index * 16, 426, 8, 14, 3, '#3b4552')) +
    rect(196, 598, 408, 40, 10, 'url(#metalDown)') +
    display(330, 350, 140, 38) +
    rect(300, 308, 200, 8, 0, line)
  )
}

/** A range hood of the T kind. */
export function topHood({ line }: Finish) {
  return (
    wallShadow(120, 420, 560, 110) +
    rect(310, 110, 180, 290, 6, 'url(#body)') +
    path('M310 396 H490 L660 470 H140z', 'url(#bodyDown)') +
    rect(120, 466, 560, 70, 14, 'url(#metalDown)') +
    rect(120, 466, 560, 26, 10, 'url(#glassDown)') +
    display(340, 470, 120, 18) +
    rect(180, 536, 440, 10, 5, line, 'opacity=".6"') +
    path('M210 548 L180 640 H360 L330 548z', '#fff3cf', 'opacity=".55"') +
    path('M470 548 L440 640 H620 L590 548z', '#fff3cf', 'opacity=".55"')
  )
}

function flame(cx: number, cy: number, r: number) {
  return (
    ellipse(cx, cy, r + 26, (r + 26) * 0.5, '#11151a') +
    ellipse(cx, cy, r + 26, (r + 26) * 0.5, 'none', 'stroke="#56616e" stroke-width="7"') +
    repeat(16, (index) => {
      const angle = (index / 16) * Math.PI * 2
      const [x, y] = [cx + Math.cos(angle) * r, cy + Math.sin(angle) * r * 0.5]
      return path(`M${x - 7} ${y} q7 -34 7 -34 q0 0 7 34 q-7 8 -14 0z`, '#4aa8ff', 'opacity=".85"')
    }) +
    ellipse(cx, cy, r * 0.55, r * 0.27, 'url(#metal)')
  )
}

/** A gas cooktop with two burners. */
export function gasCooktop() {
  return (
    floorShadow(400, 612, 320) +
    path('M150 300 H650 L730 590 H70z', 'url(#glass)') +
    path('M70 590 H730 V606 Q730 614 720 614 H80 Q70 614 70 606z', 'url(#metalDown)') +
    path('M160 310 H400 L330 580 H86z', '#ffffff', 'opacity=".06"') +
    flame(270, 420, 56) +
    flame(530, 420, 56) +
    repeat(
      2,
      (index) =>
        ellipse(330 + index * 140, 560, 30, 17, 'url(#metal)') +
        ellipse(330 + index * 140, 556, 20, 11, '#323a44')
    )
  )
}

/** An induction cooktop. */
export function inductionCooktop({ base }: Finish) {
  return (
    floorShadow(400, 612, 290) +
    path('M190 290 H610 L690 590 H110z', 'url(#glass)') +
    path('M110 590 H690 V608 H110z', base) +
    ellipse(400, 420, 150, 76, 'none', 'stroke="#7f8b99" stroke-width="4"') +
    ellipse(400, 420, 104, 52, 'none', 'stroke="#ff7a4d" stroke-width="6" opacity=".9"') +
    ellipse(400, 420, 58, 29, 'none', 'stroke="#7f8b99" stroke-width="3"') +
    repeat(6, (index) => ellipse(270 + index * 52, 556, 13, 7, index === 2 ? '#ff7a4d' : '#8d99a7'))
  )
}

/** A dishwasher with a window. */
export function dishwasher({ line }: Finish) {
  return (
    floorShadow(400, 700, 216) +
    rect(200, 130, 400, 560, 14, 'url(#body)') +
    rect(200, 130, 400, 86, 14, 'url(#glassDown)') +
    display(420, 152, 150, 42) +
    circle(240, 173, 14, 'url(#metal)') +
    rect(240, 232, 320, 18, 9, line) +
    rect(246, 280, 308, 290, 14, 'url(#glass)') +
    repeat(7, (index) => ellipse(282 + index * 40, 366, 13, 44, '#eef3f7', 'opacity=".8"')) +
    rect(258, 412, 284, 6, 3, '#aab4bf') +
    repeat(5, (index) =>
      path(`M${276 + index * 54} 470 h40 l-7 56 h-26z`, '#d6e9f5', 'opacity=".65"')
    ) +
    rect(258, 530, 284, 6, 3, '#aab4bf') +
    path('M260 294 H380 L300 556 H260z', '#ffffff', 'opacity=".1"') +
    rect(212, 640, 376, 40, 6, line, 'opacity=".35"') +
    gloss(206, 226, 18, 400, 8)
  )
}

/** A built-in steam oven. */
export function oven({ line }: Finish) {
  return (
    floorShadow(400, 650, 262) +
    rect(150, 200, 500, 440, 16, 'url(#body)') +
    rect(150, 200, 500, 92, 16, 'url(#glassDown)') +
    circle(214, 246, 28, 'url(#metal)') +
    circle(586, 246, 28, 'url(#metal)') +
    display(310, 226, 180, 40, '#ffc46b') +
    rect(190, 312, 420, 16, 8, 'url(#metalDown)') +
    rect(186, 346, 428, 260, 16, 'url(#glass)') +
    rect(226, 376, 348, 200, 10, 'url(#warm)', 'opacity=".75"') +
    repeat(3, (index) => rect(226, 418 + index * 60, 348, 4, 2, '#6b3c12', 'opacity=".7"')) +
    path('M290 512 q110 -110 220 0z', '#a55a20') +
    path('M330 490 q70 -62 140 0', 'none', 'stroke="#f2c078" stroke-width="7"') +
    rect(150, 290, 500, 3, 0, line)
  )
}

/** A microwave oven. */
export function microwave({ line }: Finish) {
  return (
    floorShadow(400, 606, 300) +
    rect(130, 580, 60, 18, 5, '#3a414b') +
    rect(610, 580, 60, 18, 5, '#3a414b') +
    rect(100, 270, 600, 316, 20, 'url(#bodyDown)') +
    rect(128, 298, 404, 260, 16, 'url(#glass)') +
    rect(168, 332, 324, 192, 12, '#3a2c1c') +
    ellipse(330, 500, 118, 20, '#9fb2c2', 'opacity=".55"') +
    path('M266 486 q64 26 128 0 l-12 -44 h-104z', '#f1f4f7') +
    path('M140 310 H330 L230 546 H140z', '#ffffff', 'opacity=".09"') +
    rect(542, 306, 14, 244, 7, 'url(#metalDown)') +
    display(580, 308, 96, 40) +
    repeat(9, (index) =>
      rect(
        582 + (index % 3) * 34,
        374 + Math.floor(index / 3) * 34,
        24,
        20,
        6,
        line,
        'opacity=".5"'
      )
    ) +
    circle(628, 514, 32, 'url(#metal)') +
    circle(628, 514, 22, 'url(#bodyDown)')
  )
}

/** A garbage disposer under a sink. */
export function disposer({ line }: Finish) {
  return (
    floorShadow(400, 690, 120) +
    rect(190, 130, 420, 34, 10, 'url(#metalDown)') +
    path('M300 164 H500 L470 220 H330z', 'url(#metal)') +
    rect(344, 216, 112, 40, 6, '#4b5560') +
    path(
      'M318 256 H482 Q516 300 516 380 V610 Q516 676 450 676 H350 Q284 676 284 610 V380 Q284 300 318 256z',
      'url(#body)'
    ) +
    rect(284, 420, 232, 16, 0, line, 'opacity=".45"') +
    stroke('M516 350 H600 V420', '#8f99a5', 28) +
    circle(400, 560, 44, 'url(#glass)') +
    path('M400 530 l10 22 22 8 -22 8 -10 22 -10 -22 -22 -8 22 -8z', '#7fd6a4') +
    gloss(298, 330, 22, 300, 10)
  )
}
