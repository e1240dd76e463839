/** A number of bytes in KiB or MiB: `1 MiB`, `512 KiB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= 1_048_576 ? ['MiB', 1_048_576] : ['KiB', 1_024]
  return `${(bytes / Number(size)).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}
