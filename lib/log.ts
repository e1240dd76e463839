import pino from 'pino'
import { describeError } from '#lib/describe-error.ts'
import { getEnv } from '#lib/env.ts'
import { once } from '#lib/once.ts'

/** The log of this process: JSON lines on standard output, without inputs, payloads or secrets. */
export const getLog = () =>
  once('log', () =>
    pino({
      level: getEnv().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // An error of a query carries its parameters.
      serializers: { err: describeError },
    }),
  )
