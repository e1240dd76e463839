import { accessSync, chmodSync, chownSync, constants, mkdirSync, statSync } from 'node:fs'

/**
 * A user as whom nothing runs, here or elsewhere: Debian keeps the numbers up to it for itself and gives them to nobody
 * (its policy, section 9.2.2).
 */
const nobodys = 65_533

/**
 * Makes the directory of the signing key, which nobody but the worker's user comes near: whom the mode of the file keeps
 * out could still replace it. Root's is given to a user as whom nothing runs: a worker that is root gets in by root's
 * capabilities, an app that is root without them, as `npm start` starts it, does not.
 */
export function guardKeyDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (process.getuid?.() !== 0 || statSync(directory).uid !== 0) return
  chmodSync(directory, 0o700)
  try {
    chownSync(directory, nobodys, nobodys)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    // A root that may give nothing away, or that has too few capabilities to get in: then it is root's as before.
    if (statSync(directory).uid !== 0) chownSync(directory, 0, 0)
  }
}
