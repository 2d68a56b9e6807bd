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

/** A rice cooker. */
export function riceCooker({ line }: Finish) {
  return (
    floorShadow(400, 646, 236) +
    path('M180 400 Q180 640 270 640 H530 Q620 640 620 400z', 'url(#body)') +
    path('M176 406 Q180 250 400 250 Q620 250 624 406z', 'url(#bodyDown)') +
    rect(172, 392, 456, 22, 11, 'url(#metal)') +
    path(
      'M240 330 Q290 276 380 270',
      'none',
      'stroke="#ffffff" stroke-width="14" stroke-linecap="round" opacity=".6"'
    ) +
    ellipse(470, 292, 40, 14, line) +
    repeat(3, (index) => stroke(`M${448 + index * 22} 262 c-12 -22 12 -30 0 -54`, '#bccbd8', 7)) +
    rect(300, 450, 200, 110, 22, 'url(#glass)') +
    rect(330, 474, 92, 34, 8, '#8fe3ff', 'opacity=".9"') +
    repeat(3, (index) => circle(346 + index * 54, 534, 10, '#dfe6ee', 'opacity=".8"')) +
    circle(462, 490, 14, '#ff9a5a') +
    path(
      'M176 420 Q130 420 140 330',
      'none',
      `stroke="${line}" stroke-width="18" stroke-linecap="round"`
    )
  )
}

/** An electric pressure cooker. */
export function pressureCooker({ line }: Finish) {
  return (
    floorShadow(400, 672, 210) +
    rect(216, 340, 368, 330, 60, 'url(#body)') +
    path('M208 352 Q216 226 400 226 Q584 226 592 352z', 'url(#metalDown)') +
    rect(204, 340, 392, 26, 13, line) +
    rect(356, 178, 88, 56, 22, '#343b45') +
    circle(486, 258, 18, '#343b45') +
    rect(296, 420, 208, 170, 26, 'url(#glass)') +
    display(320, 436, 160, 48, '#ff8b6a') +
    repeat(6, (index) =>
      rect(322 + (index % 3) * 56, 502 + Math.floor(index / 3) * 38, 44, 26, 9, '#59636f')
    ) +
    rect(150, 420, 70, 36, 16, '#343b45') +
    rect(580, 420, 70, 36, 16, '#343b45') +
    gloss(230, 386, 22, 250, 11)
  )
}

/** An air fryer. */
export function airFryer({ line }: Finish) {
  return (
    floorShadow(400, 690, 190) +
    path(
      'M236 260 Q240 130 400 130 Q560 130 564 260 L580 640 Q582 686 540 686 H260 Q218 686 220 640z',
      'url(#body)'
    ) +
    rect(300, 172, 200, 104, 40, 'url(#glass)') +
    display(330, 200, 140, 46, '#ffb067') +
    rect(228, 330, 344, 8, 4, line) +
    path('M226 342 H574 L580 600 Q580 626 554 626 H246 Q220 626 220 600z', 'url(#bodyDown)') +
    rect(316, 380, 168, 130, 22, 'url(#glass)') +
    rect(332, 396, 136, 98, 14, 'url(#warm)', 'opacity=".7"') +
    repeat(5, (index) => rect(348 + index * 24, 430 + (index % 2) * 12, 10, 52, 4, '#ffe0a3')) +
    rect(352, 526, 96, 86, 26, '#2d343d') +
    rect(366, 540, 68, 16, 8, 'url(#metal)') +
    gloss(240, 360, 18, 230, 9)
  )
}

/** A blender with fruit in it. */
export function blender({ line }: Finish) {
  return (
    floorShadow(400, 700, 150) +
    path('M296 520 H504 L536 696 H264z', 'url(#body)') +
    circle(400, 614, 40, 'url(#metal)') +
    circle(400, 614, 26, '#2d343d') +
    rect(398, 590, 4, 22, 2, '#ffffff') +
    rect(300, 500, 200, 26, 10, '#343b45') +
    path('M268 170 H532 L498 500 H302z', 'url(#clear)', 'stroke="#c8d6e2" stroke-width="4"') +
    path('M284 320 H516 L498 496 H302z', '#ff9f5a', 'opacity=".75"') +
    repeat(5, (index) =>
      circle(
        330 + index * 36,
        318 - (index % 2) * 26,
        26,
        ['#ff6f61', '#ffc247', '#8ccf6a', '#ff8f4a', '#f25f7a'][index]
      )
    ) +
    path(
      'M292 190 L316 470',
      'none',
      'stroke="#ffffff" stroke-width="14" stroke-linecap="round" opacity=".6"'
    ) +
    rect(256, 136, 288, 40, 14, 'url(#bodyDown)') +
    rect(362, 104, 76, 36, 14, line) +
    path(
      'M524 220 C620 220 610 430 506 430',
      'none',
      `stroke="${line}" stroke-width="22" opacity=".85"`
    )
  )
}

/** A coffee machine. */
export function coffeeMachine({ line }: Finish) {
  return (
    floorShadow(400, 690, 220) +
    rect(210, 170, 380, 160, 26, 'url(#body)') +
    rect(210, 300, 150, 376, 20, 'url(#side)') +
    rect(210, 620, 380, 62, 18, 'url(#body)') +
    rect(360, 330, 222, 290, 0, '#2b323c', 'opacity=".92"') +
    rect(430, 322, 82, 44, 8, 'url(#metal)') +
    rect(448, 366, 46, 34, 6, '#343b45') +
    stroke('M520 386 H610', '#343b45', 20) +
    rect(466, 400, 8, 90, 4, '#6b3f22') +
    path('M416 486 h110 l-10 110 q-4 18 -22 18 h-46 q-18 0 -22 -18z', '#f6f8fa') +
    path('M524 510 q44 0 36 40 q-6 28 -44 26', 'none', 'stroke="#f6f8fa" stroke-width="12"') +
    ellipse(471, 490, 54, 10, '#6b3f22') +
    display(250, 216, 130, 44, '#ffc46b') +
    circle(440, 238, 20, 'url(#metal)') +
    circle(500, 238, 20, 'url(#metal)') +
    rect(230, 634, 340, 12, 6, line, 'opacity=".5"')
  )
}

/** A robot vacuum cleaner before its station. */
export function robotVacuum({ line }: Finish) {
  return (
    floorShadow(400, 690, 250) +
    rect(300, 120, 270, 420, 34, 'url(#body)') +
    rect(330, 150, 210, 150, 20, 'url(#glassDown)') +
    rect(354, 172, 72, 108, 12, 'url(#water)', 'opacity=".8"') +
    rect(444, 172, 72, 108, 12, '#9aa7b5', 'opacity=".8"') +
    rect(320, 440, 230, 110, 20, '#242b34') +
    ellipse(360, 606, 230, 92, line) +
    ellipse(360, 588, 230, 92, 'url(#body)') +
    ellipse(360, 580, 206, 78, 'url(#bodyDown)') +
    ellipse(360, 560, 62, 26, '#2b323c') +
    ellipse(360, 550, 62, 26, 'url(#metal)') +
    ellipse(360, 550, 36, 14, 'url(#bodyDown)') +
    circle(300, 622, 9, '#63d2ff') +
    rect(150, 606, 90, 12, 6, '#242b34', 'opacity=".8"')
  )
}

/** A cordless vacuum cleaner. */
export function stickVacuum({ line }: Finish) {
  return (
    floorShadow(330, 700, 190) +
    stroke('M500 220 L330 640', 'url(#metalDown)', 26) +
    path('M196 640 H450 Q470 640 470 664 V690 H176 V664 Q176 640 196 640z', 'url(#body)') +
    rect(186, 676, 276, 14, 7, '#63d2ff', 'opacity=".75"') +
    path('M440 130 q80 -40 140 20 l-30 130 q-60 30 -110 -6z', 'url(#bodySlanted)') +
    rect(
      420,
      230,
      120,
      160,
      40,
      'url(#clear)',
      `stroke="${line}" stroke-width="4" transform="rotate(22 480 310)"`
    ) +
    rect(446, 260, 70, 60, 20, '#9aa7b5', 'opacity=".7" transform="rotate(22 480 310)"') +
    stroke('M566 160 C660 180 640 330 570 330', '#343b45', 30) +
    rect(536, 320, 84, 60, 16, '#343b45') +
    circle(506, 166, 26, 'url(#glass)') +
    circle(506, 166, 14, 'none', 'stroke="#63d2ff" stroke-width="4"')
  )
}

/** A hair dryer. */
export function hairDryer({ line }: Finish) {
  return (
    floorShadow(420, 690, 150) +
    path('M392 380 L430 676 Q434 690 448 690 H500 Q514 690 512 674 L500 380z', 'url(#body)') +
    rect(160, 210, 440, 200, 100, 'url(#bodyDown)') +
    rect(150, 226, 60, 168, 30, '#343b45') +
    ellipse(186, 310, 20, 62, '#596470') +
    circle(560, 310, 72, '#343b45') +
    circle(560, 310, 54, 'none', 'stroke="#8a96a3" stroke-width="6" stroke-dasharray="5 7"') +
    circle(560, 310, 30, 'none', 'stroke="#8a96a3" stroke-width="6" stroke-dasharray="4 6"') +
    rect(236, 232, 240, 24, 12, '#ffffff', 'opacity=".5"') +
    rect(434, 452, 40, 62, 18, line) +
    rect(444, 462, 20, 24, 9, '#ffffff') +
    repeat(3, (index) => stroke(`M120 ${270 + index * 40} H${60 - (index % 2) * 20}`, '#9fd4f2', 9))
  )
}
