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

/** A television showing a landscape. */
export function television({ line }: Finish) {
  return (
    floorShadow(400, 640, 270) +
    path('M250 560 H290 L270 632 H190z', line) +
    path('M550 560 H510 L530 632 H610z', line) +
    rect(70, 180, 660, 388, 10, '#14181e') +
    rect(80, 190, 640, 362, 4, '#16365c') +
    rect(80, 190, 640, 200, 4, '#f6b58a', 'opacity=".8"') +
    rect(80, 190, 640, 120, 4, '#7fa9d8', 'opacity=".85"') +
    circle(520, 330, 52, '#ffe6b8') +
    path('M80 420 L210 300 L300 380 L410 260 L560 400 L640 340 L720 400 V552 H80z', '#4a5f86') +
    path('M80 470 L180 390 L320 470 L470 380 L720 480 V552 H80z', '#2f4669') +
    path('M80 500 q160 -40 320 0 t320 0 V552 H80z', '#1f7f8c') +
    path('M80 190 H420 L240 552 H80z', '#ffffff', 'opacity=".07"') +
    rect(70, 556, 660, 12, 4, line) +
    rect(390, 560, 20, 4, 2, '#e8574a')
  )
}

/** A television on a tall easel stand. */
export function easelTelevision({ line }: Finish) {
  return (
    floorShadow(400, 716, 210) +
    stroke('M300 520 L230 706', line, 18) +
    stroke('M500 520 L570 706', line, 18) +
    stroke('M400 520 V690', line, 14) +
    rect(110, 150, 580, 376, 16, 'url(#bodyDown)') +
    rect(130, 170, 540, 336, 4, '#efe7da') +
    rect(170, 206, 460, 264, 2, '#dfeaf0') +
    path('M170 400 q120 -120 230 -20 t230 -70 V470 H170z', '#7fa08c') +
    path('M170 430 q150 -60 260 0 t200 -20 V470 H170z', '#4f7568') +
    circle(520, 270, 36, '#e88f5c') +
    rect(130, 170, 540, 336, 4, 'none', 'stroke="#c9b892" stroke-width="6"')
  )
}

/** A soundbar with its subwoofer. */
export function soundbar({ line }: Finish) {
  return (
    floorShadow(360, 640, 260) +
    floorShadow(610, 640, 100) +
    rect(520, 320, 190, 316, 22, 'url(#side)') +
    circle(615, 470, 68, '#20262e') +
    circle(615, 470, 50, 'url(#glass)') +
    circle(615, 470, 20, line) +
    rect(80, 540, 470, 92, 34, 'url(#bodyDown)') +
    repeat(22, (column) =>
      repeat(3, (row) => circle(118 + column * 18.5, 566 + row * 20, 4.6, line, 'opacity=".75"'))
    ) +
    rect(280, 540, 80, 10, 5, '#63d2ff', 'opacity=".8"') +
    repeat(3, (index) =>
      stroke(
        `M${250 - index * 46} ${480 - index * 44} Q315 ${420 - index * 66} ${380 + index * 46} ${480 - index * 44}`,
        '#8cb7e0',
        8,
        `opacity="${0.7 - index * 0.2}"`
      )
    )
  )
}

/** A home projector with its beam. */
export function projector({ line }: Finish) {
  return (
    path('M330 470 L60 160 V560z', '#ffe9a8', 'opacity=".5"') +
    floorShadow(480, 640, 190) +
    rect(320, 380, 320, 250, 46, 'url(#body)') +
    circle(412, 506, 76, '#20262e') +
    circle(412, 506, 56, 'url(#glass)') +
    circle(412, 506, 30, '#6f8fd0') +
    circle(398, 490, 10, '#ffffff', 'opacity=".8"') +
    repeat(7, (index) => rect(528 + index * 14, 440, 6, 132, 3, line, 'opacity=".6"')) +
    rect(350, 392, 260, 14, 7, '#ffffff', 'opacity=".45"') +
    rect(360, 624, 40, 14, 6, '#343b45') +
    rect(560, 624, 40, 14, 6, '#343b45')
  )
}

/** An air purifier. */
export function airPurifier({ line }: Finish) {
  return (
    floorShadow(400, 706, 160) +
    rect(250, 130, 300, 570, 60, 'url(#body)') +
    ellipse(400, 160, 120, 30, '#2b323c') +
    repeat(7, (index) =>
      ellipse(
        400,
        160,
        112 - index * 16,
        26 - index * 3.6,
        'none',
        'stroke="#66717e" stroke-width="4"'
      )
    ) +
    repeat(15, (row) =>
      repeat(13, (column) => circle(292 + column * 18, 360 + row * 21, 4, line, 'opacity=".45"'))
    ) +
    circle(400, 276, 48, 'url(#glass)') +
    circle(400, 276, 48, 'none', 'stroke="#5fd59a" stroke-width="8"') +
    rect(384, 268, 32, 14, 7, '#5fd59a') +
    gloss(262, 200, 20, 460, 10)
  )
}

/** A pedestal fan. */
export function fan({ line }: Finish) {
  return (
    floorShadow(400, 706, 130) +
    ellipse(400, 696, 120, 20, 'url(#body)') +
    rect(390, 440, 20, 256, 8, 'url(#metal)') +
    circle(400, 290, 190, '#ffffff', 'opacity=".35"') +
    repeat(5, (index) =>
      path(
        'M400 290 C360 210 400 130 452 132 C500 140 480 230 400 290z',
        'url(#bodySlanted)',
        `transform="rotate(${index * 72} 400 290)" opacity=".92"`
      )
    ) +
    repeat(32, (index) => {
      const angle = (index / 32) * Math.PI * 2
      return stroke(
        `M${400 + Math.cos(angle) * 52} ${290 + Math.sin(angle) * 52} L${400 + Math.cos(angle + 0.3) * 188} ${290 + Math.sin(angle + 0.3) * 188}`,
        line,
        2.4,
        'opacity=".5"'
      )
    }) +
    circle(400, 290, 190, 'none', `stroke="${line}" stroke-width="8"`) +
    circle(400, 290, 130, 'none', `stroke="${line}" stroke-width="3" opacity=".5"`) +
    circle(400, 290, 50, 'url(#body)', `stroke="${line}" stroke-width="3"`) +
    display(360, 600, 80, 26)
  )
}

/** A tower fan. */
export function towerFan({ line }: Finish) {
  return (
    floorShadow(400, 710, 110) +
    ellipse(400, 700, 104, 18, line) +
    rect(330, 110, 140, 584, 60, 'url(#body)') +
    rect(356, 190, 88, 400, 36, '#262d37') +
    repeat(18, (index) => rect(362, 208 + index * 21, 76, 6, 3, '#5a6573')) +
    display(364, 140, 72, 28) +
    gloss(340, 180, 12, 440, 6) +
    repeat(3, (index) =>
      stroke(`M500 ${300 + index * 80} q40 -26 80 0 t80 0`, '#9fd4f2', 9, 'opacity=".75"')
    )
  )
}

/** A humidifier with its mist. */
export function humidifier({ line }: Finish) {
  return (
    floorShadow(400, 690, 160) +
    path(
      'M400 210 C500 330 560 420 560 520 C560 630 490 690 400 690 C310 690 240 630 240 520 C240 420 300 330 400 210z',
      'url(#body)'
    ) +
    path(
      'M262 470 C270 420 300 370 330 330 H470 C500 370 530 420 538 470z',
      'url(#water)',
      'opacity=".6"'
    ) +
    rect(246, 556, 308, 6, 3, line, 'opacity=".5"') +
    circle(400, 622, 26, 'url(#glass)') +
    circle(400, 622, 12, '#63d2ff') +
    path(
      'M300 420 C310 380 330 350 352 322',
      'none',
      'stroke="#ffffff" stroke-width="14" stroke-linecap="round" opacity=".6"'
    ) +
    repeat(3, (index) =>
      stroke(
        `M${376 + index * 24} 190 c-34 -40 34 -60 0 -${100 + (index % 2) * 24}`,
        '#b9d9ee',
        16,
        'opacity=".75"'
      )
    )
  )
}

/** A convector heater. */
export function convector({ line }: Finish) {
  return (
    floorShadow(400, 660, 280) +
    rect(190, 640, 90, 16, 8, '#3a414b') +
    rect(520, 640, 90, 16, 8, '#3a414b') +
    rect(130, 280, 540, 360, 26, 'url(#bodyDown)') +
    repeat(24, (index) => rect(164 + index * 20, 300, 9, 66, 4, line, 'opacity=".55"')) +
    repeat(24, (index) => rect(164 + index * 20, 560, 9, 56, 4, line, 'opacity=".45"')) +
    rect(560, 420, 84, 84, 20, 'url(#glass)') +
    circle(602, 462, 22, 'none', 'stroke="#ff9a5a" stroke-width="6"') +
    repeat(3, (index) =>
      stroke(`M${250 + index * 120} 250 c-22 -34 22 -50 0 -90`, '#ffb98a', 10, 'opacity=".8"')
    ) +
    gloss(144, 390, 24, 150, 10)
  )
}
