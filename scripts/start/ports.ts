import { createServer } from 'node:net'
import { findFreePort } from '#db/embedded/free-port.ts'

/** Whether something could listen on that port, of all addresses when `host` is null. */
export function isFree(port: number, host: string | null): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port, ...(host === null ? {} : { host }) }, () => server.close(() => resolve(true)))
  })
}

/** That port of the loopback address when it is free, else any other. */
export async function preferPort(port: number): Promise<number> {
  return (await isFree(port, '127.0.0.1')) ? port : findFreePort()
}
