import { noCache } from './no-cache.ts'
import { noCast } from './no-cast.ts'
import { noTransaction } from './no-transaction.ts'

/** Our own lint rules, for what oxlint has none for. */
export default {
  meta: { name: 'statusdesk' },
  rules: { 'no-cache': noCache, 'no-cast': noCast, 'no-transaction': noTransaction },
}
