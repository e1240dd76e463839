import { Client, type Dispatcher, Pool } from 'undici'
import type { Phase } from '#lib/providers/vocabulary.ts'
import { Attempt } from './attempt.ts'
import { type Line, makeConnector, type Resolve } from './connect.ts'
import type { Prepared } from './request.ts'
import type { Target } from './target.ts'

/** One connection of the HTTP library, which tells an attempt that it was chosen for it. */
class LineClient extends Client {
  readonly #line: Line

  constructor(origin: URL, line: Line, options: Client.Options) {
    super(origin, options)
    this.#line = line
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (handler instanceof Attempt) handler.line = this.#line
    return super.dispatch(options, handler)
  }
}

/**
 * The sockets of one connection: for each origin as many of HTTP/1.1 as calls are open at once, or one of HTTP/2
 * that they share.
 */
export class Lines {
  readonly #target: Target
  readonly #connect: ReturnType<typeof makeConnector>
  readonly #pools = new Map<string, { readonly pool: Pool; readonly lines: Set<Line> }>()
  readonly #retired = new Set<Pool>()

  constructor(target: Target, resolve: Resolve, connectMs: number) {
    this.#target = target
    this.#connect = makeConnector(target, resolve, connectMs)
  }

  /** Starts an attempt, which learns the rest by itself. */
  dispatch({ origin, path, method, headers, body }: Prepared, attempt: Attempt): void {
    // The library's own timeouts are off: they are coarse, and ours are the ones that always fire.
    this.#open(origin).pool.dispatch(
      { path, method, headers: headers.flat(), body, headersTimeout: 0, bodyTimeout: 0 },
      attempt,
    )
  }

  /** In which phase a request is that the library has not begun to send. */
  phaseOf(origin: string, line: Line | null): Phase {
    const stages = line ? [line.stage] : Array.from(this.#open(origin).lines, ({ stage }) => stage)
    if (stages.includes('resolve')) return 'resolve'
    return stages.includes('connect') ? 'connect' : 'send'
  }

  /**
   * Has later calls go over a new connection. A peer that vanished without a word would otherwise be waited for
   * by every call of a shared HTTP/2 connection until TCP gives up, a quarter of an hour. Calls still open on the
   * old one are left alone.
   */
  renew(origin: string): void {
    const old = this.#pools.get(origin)?.pool
    if (!old) return
    this.#pools.delete(origin)
    this.#retired.add(old)
    void old.close().then(() => this.#retired.delete(old))
  }

  /** Ends every socket. */
  async close(): Promise<void> {
    const pools = [...this.#retired, ...Array.from(this.#pools.values(), ({ pool }) => pool)]
    await Promise.all(pools.map((pool) => pool.destroy()))
  }

  #open(origin: string) {
    const open = this.#pools.get(origin)
    if (open) return open
    const lines = new Set<Line>()
    const factory = (url: URL) => {
      const line: Line = { stage: 'idle', socket: null }
      lines.add(line)
      const client = new LineClient(url, line, { connect: this.#connect(line), allowH2: true })
      // Retired by the pool after a failed connect; its line would be remembered for ever.
      client.once('connectionError', () => lines.delete(line))
      return client
    }
    const created = { pool: new Pool(origin, { factory, connections: this.#mostSockets }), lines }
    this.#pools.set(origin, created)
    return created
  }

  /** Twice the calls that the gate lets through, for those being closed. */
  get #mostSockets(): number {
    return this.#target.limits.concurrency * 2
  }
}
