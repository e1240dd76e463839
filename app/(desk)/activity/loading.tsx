import { AuditSkeleton } from '#components/audit/audit-skeleton.tsx'

export default function Loading() {
  return <AuditSkeleton title="My activity" />
}
