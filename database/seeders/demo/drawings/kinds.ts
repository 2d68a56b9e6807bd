import * as cooling from './cooling.js'
import * as kitchen from './kitchen.js'
import * as laundry from './laundry.js'
import * as living from './living.js'
import * as small from './small.js'
import * as water from './water.js'

/** Every kind of appliance that can be drawn; a drawing takes the finish of its body. */
export const KINDS = { ...cooling, ...kitchen, ...laundry, ...living, ...small, ...water }

export type Kind = keyof typeof KINDS

/** Kinds that hang on a wall: their scene shows no floor under them. */
export const ON_WALL: ReadonlySet<Kind> = new Set<Kind>([
  'splitAirConditioner',
  'cassetteAirConditioner',
  'sideHood',
  'topHood',
  'storageHeater',
  'gasHeater',
])

/** Kinds that stand on a counter or a table. */
export const ON_COUNTER: ReadonlySet<Kind> = new Set<Kind>([
  'gasCooktop',
  'inductionCooktop',
  'microwave',
  'oven',
  'kettle',
  'dispenser',
  'riceCooker',
  'pressureCooker',
  'airFryer',
  'blender',
  'coffeeMachine',
  'hairDryer',
  'soundbar',
  'projector',
  'humidifier',
  'television',
])
