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

/** A storage water heater. */
export function storageHeater({ line }: Finish) {
  return (
    wallShadow(130, 270, 540, 240) +
    stroke('M300 510 V620', '#9aa4af', 20) +
    stroke('M500 510 V620', '#9aa4af', 20) +
    rect(286, 560, 28, 16, 4, '#d9534a') +
    rect(486, 560, 28, 16, 4, '#3f8fd6') +
    rect(120, 260, 560, 256, 96, 'url(#bodyDown)') +
    rect(214, 260, 4, 256, 0, line, 'opacity=".3"') +
    rect(582, 260, 4, 256, 0, line, 'opacity=".3"') +
    rect(170, 282, 460, 26, 13, '#ffffff', 'opacity=".5"') +
    rect(312, 410, 176, 66, 33, 'url(#glass)') +
    circle(346, 443, 17, 'none', 'stroke="#ffb067" stroke-width="5"') +
    rect(378, 437, 46, 12, 6, '#ffb067') +
    circle(446, 443, 6, '#8fe3ff') +
    circle(464, 443, 6, '#8fe3ff', 'opacity=".5"')
  )
}

/** A gas water heater. */
export function gasHeater({ line }: Finish) {
  return (
    wallShadow(262, 180, 276, 470) +
    rect(356, 70, 88, 100, 10, 'url(#metal)') +
    repeat(4, (index) => rect(356, 84 + index * 20, 88, 5, 2, '#8b95a1')) +
    stroke('M340 650 V720', '#9aa4af', 16) +
    stroke('M400 650 V720', '#c9a24a', 16) +
    stroke('M460 650 V720', '#9aa4af', 16) +
    rect(256, 164, 288, 490, 22, 'url(#body)') +
    gloss(266, 180, 22, 458, 10) +
    rect(300, 470, 200, 92, 18, 'url(#glass)') +
    path('M352 540 c-22 -22 6 -36 0 -60 c24 14 34 40 18 60z', '#ff8b4a') +
    rect(396, 500, 76, 18, 9, '#ffb067') +
    rect(396, 530, 44, 8, 4, '#ffffff', 'opacity=".4"') +
    rect(276, 600, 248, 4, 2, line, 'opacity=".5"')
  )
}

/** A heat-pump water heater: the tank and its outdoor unit. */
export function heatPump({ line }: Finish) {
  return (
    floorShadow(270, 706, 130) +
    floorShadow(560, 706, 150) +
    rect(160, 120, 220, 584, 60, 'url(#body)') +
    gloss(176, 180, 20, 460, 10) +
    display(214, 280, 112, 44, '#ffb067') +
    rect(176, 420, 188, 4, 2, line, 'opacity=".5"') +
    rect(430, 440, 260, 256, 16, 'url(#bodyDown)') +
    circle(530, 568, 92, '#2a323d') +
    repeat(8, (index) => {
      const angle = (index / 8) * Math.PI * 2
      return stroke(
        `M530 568 L${530 + Math.cos(angle) * 84} ${568 + Math.sin(angle) * 84}`,
        '#5a6675',
        7
      )
    }) +
    circle(530, 568, 60, 'none', 'stroke="#5a6675" stroke-width="5"') +
    circle(530, 568, 22, 'url(#metal)') +
    repeat(8, (index) => rect(642, 480 + index * 24, 34, 8, 4, line, 'opacity=".5"')) +
    stroke('M380 620 H430', '#9aa4af', 14)
  )
}

/** A water purifier for under the sink, with its tap. */
export function purifier({ line }: Finish) {
  return (
    floorShadow(360, 690, 160) +
    rect(230, 220, 260, 462, 26, 'url(#body)') +
    gloss(240, 236, 20, 430, 10) +
    rect(286, 300, 64, 300, 30, 'url(#clear)', `stroke="${line}" stroke-width="3"`) +
    rect(372, 300, 64, 300, 30, 'url(#clear)', `stroke="${line}" stroke-width="3"`) +
    rect(296, 400, 44, 190, 20, 'url(#water)') +
    rect(382, 360, 44, 230, 20, 'url(#water)') +
    rect(286, 292, 64, 26, 12, 'url(#metal)') +
    rect(372, 292, 64, 26, 12, 'url(#metal)') +
    display(300, 244, 120, 32) +
    stroke('M590 690 V330 C590 230 690 230 690 330', 'url(#metal)', 26) +
    rect(674, 330, 32, 34, 8, '#aab3bd') +
    ellipse(590, 692, 52, 12, '#8b95a1') +
    path('M690 392c12 20 18 30 18 40a18 18 0 0 1-36 0c0-10 6-20 18-40z', '#6fbcf0')
  )
}

/** A desk-top water dispenser. */
export function dispenser({ line }: Finish) {
  return (
    floorShadow(400, 690, 170) +
    rect(250, 190, 300, 490, 30, 'url(#body)') +
    rect(250, 190, 300, 150, 30, 'url(#water)', 'opacity=".55"') +
    path('M260 236 q70 -26 140 0 t140 0 V332 H260z', '#4faee6', 'opacity=".55"') +
    rect(280, 360, 240, 240, 20, '#2b323c') +
    rect(374, 360, 52, 46, 10, 'url(#metal)') +
    path('M352 500 h96 l-12 92 h-72z', 'url(#clear)', 'stroke="#dfe9f1" stroke-width="3"') +
    path('M358 536 h84 l-8 54 h-68z', '#7cc5f2', 'opacity=".8"') +
    rect(396, 406, 8, 96, 4, '#8fd0f5') +
    rect(270, 604, 260, 22, 8, line, 'opacity=".6"') +
    display(330, 636, 140, 32, '#ffb067') +
    gloss(258, 350, 14, 300, 7)
  )
}

/** An electric kettle. */
export function kettle({ line }: Finish) {
  return (
    floorShadow(390, 670, 180) +
    rect(236, 640, 308, 26, 13, '#343b45') +
    stroke('M520 300 C650 290 650 560 530 560', '#343b45', 34) +
    path('M272 250 H516 L560 636 H228z', 'url(#body)') +
    path('M272 250 L196 290 L262 360z', 'url(#bodyDown)') +
    path(
      'M300 270 L276 610',
      'none',
      'stroke="#ffffff" stroke-width="22" stroke-linecap="round" opacity=".45"'
    ) +
    ellipse(394, 250, 122, 26, line) +
    ellipse(394, 242, 110, 22, 'url(#metal)') +
    rect(374, 204, 40, 30, 14, '#343b45') +
    rect(360, 420, 76, 140, 24, 'url(#water)', 'opacity=".7"') +
    repeat(4, (index) => rect(372, 446 + index * 28, 26, 4, 2, '#ffffff'))
  )
}
