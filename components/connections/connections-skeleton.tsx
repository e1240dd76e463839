import { PageHeader } from '#components/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The list of connections before it is there. */
export function ConnectionsSkeleton() {
  return (
    <>
      <PageHeader title="Connections" description={<Skeleton className="mt-1 h-4 w-72" />} />
      <div role="status" aria-label="Loading the connections" className="flex flex-col gap-3">
        {Array.from({ length: 5 }, (_, card) => (
          <Skeleton key={card} className="h-36 w-full rounded-xl" />
        ))}
      </div>
    </>
  )
}
