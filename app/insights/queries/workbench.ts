import {
  dailyFigures,
  statusFigures,
  todayFigures,
  type DayFigures,
  type PeriodFigures,
} from '#insights/queries/sales_figures'
import { todoFigures, type TodoFigures } from '#insights/queries/todo_figures'
import { forgetFigures, recall } from '#shared/recall'
import { addDays, shanghaiDay, startOfDay } from '#shared/shanghai'
import type { OrderStatus } from '#shared/statuses'

export const CHART_DAYS = 30
const SECONDS = 30

export interface Workbench {
  at: Date
  /** first day of the chart and of the states, `YYYY-MM-DD` */
  firstDay: string
  todos: TodoFigures
  today: PeriodFigures
  yesterday: PeriodFigures
  lastWeek: PeriodFigures
  days: DayFigures[]
  states: Record<OrderStatus, number>
}

/**
 * Everything on the first page of an admin, in four statements, at most 30 seconds old; `fresh` loads
 * it anew.
 */
export function workbench({ fresh = false } = {}): Promise<Workbench> {
  if (fresh) forgetFigures()
  return recall('workbench', SECONDS, load)
}

async function load(): Promise<Workbench> {
  const at = new Date()
  const day = shanghaiDay(at)
  const firstDay = addDays(day, 1 - CHART_DAYS)
  const [todos, [today, yesterday, lastWeek], days, states] = await Promise.all([
    todoFigures(),
    todayFigures(startOfDay(day), at),
    dailyFigures(startOfDay(firstDay), CHART_DAYS),
    statusFigures(startOfDay(firstDay)),
  ])
  return { at, firstDay, todos, today, yesterday, lastWeek, days, states }
}
