import type { EventDescription } from './describe.ts'

/** A list is to be asked again and again. */
interface BatchScheduled {
  readonly kind: 'batch.scheduled'
  readonly scheduleId: string
  readonly batchId: string
  readonly everyHours: number
  readonly reason: string
}

/** One of those times has come: a new batch was made of the list. */
interface BatchScheduleRan {
  readonly kind: 'batch.schedule_ran'
  readonly scheduleId: string
  readonly batchId: string
  /** How many of its rows are asked; the others have their last answer. */
  readonly rows: number
}

interface BatchScheduleEnded {
  readonly kind: 'batch.schedule_ended'
  readonly scheduleId: string
  readonly why: string
}

export type BatchScheduleEvent = BatchScheduled | BatchScheduleRan | BatchScheduleEnded

/** The meaning of an event about a schedule of batches. */
export function describeBatchScheduleEvent(
  event: BatchScheduleEvent,
): Pick<EventDescription, 'result' | 'object' | 'reason' | 'details'> {
  switch (event.kind) {
    case 'batch.scheduled': {
      const { scheduleId, batchId, everyHours, reason } = event
      const details = { batch_id: batchId, every_hours: String(everyHours) }
      return { result: 'ok', object: scheduleObject(scheduleId), reason, details }
    }
    case 'batch.schedule_ran': {
      const { scheduleId, batchId, rows } = event
      const details = { batch_id: batchId, rows: String(rows) }
      return { result: 'ok', object: scheduleObject(scheduleId), reason: null, details }
    }
    case 'batch.schedule_ended':
      return { result: 'ok', object: scheduleObject(event.scheduleId), reason: event.why, details: {} }
  }
}

function scheduleObject(id: string) {
  return { type: 'batch_schedule', id } as const
}
