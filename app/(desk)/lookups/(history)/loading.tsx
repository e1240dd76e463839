import { LookupsSkeleton } from '#components/lookups/lookups-skeleton.tsx'

export default function Loading() {
  return <LookupsSkeleton />
}
