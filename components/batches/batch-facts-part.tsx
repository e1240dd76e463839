import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { BatchView } from '#lib/batches/view.ts'
import { wordsBySource } from './batch-look.ts'
import { DoneBy } from './done-by.tsx'

/** Who wanted it, when and why. */
export function BatchFactsPart({ batch, zone }: { readonly batch: BatchView; readonly zone: Zone }) {
  const { state, created, started, approved, finishedAt, reason, refusal, source, reuseMinutes } = batch
  return (
    <div className="flex flex-col">
      <p className="[overflow-wrap:anywhere]">
        {started ? (
          <>
            {state === 'awaiting_approval' ? 'Submitted by' : 'Started by'}{' '}
            <DoneBy done={started} zone={zone} />
          </>
        ) : (
          <>
            Brought by <DoneBy done={created} zone={zone} after={` · ${wordsBySource[source]}`} />
          </>
        )}
        {reason !== null && (
          <>
            {' · '}“<VisibleText text={reason} />”
          </>
        )}
      </p>
      {state === 'cancelled' && refusal !== null && (
        <p className="[overflow-wrap:anywhere]">
          Not approved: “<VisibleText text={refusal} />”
        </p>
      )}
      {(approved !== null || finishedAt !== null || reuseMinutes !== null) && (
        <p>
          {[
            approved && (
              <span key="approved">
                Approved by <DoneBy done={approved} zone={zone} />
              </span>
            ),
            finishedAt !== null && (
              <span key="finished">
                Ended <Time at={finishedAt} zone={zone} />
              </span>
            ),
            reuseMinutes !== null && (
              <span key="reuse">Answers of the {reuseMinutes} min before were taken over</span>
            ),
          ]
            .filter((part) => part !== false && part !== null)
            .flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}
        </p>
      )}
    </div>
  )
}
