const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

export interface Platform {
  readonly cpu: readonly string[]
  readonly os?: readonly string[]
  readonly libc?: readonly string[]
}

/** Reads what a package of native code is for from its name, such as `@next/swc-linux-arm64-musl`. */
export function readPlatform(name: string): Platform {
  const words = name.split(/[-/]/)
  const os = words.find((word) => systems.includes(word))
  const cpu = words.find((word) => processors.includes(word)) ?? (words.includes('arm') ? 'arm' : undefined)
  if (!cpu || !(os || cpu === 'wasm32')) throw new Error(`The name ${name} does not say its platform.`)
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return { cpu: [cpu], ...(os && { os: [os] }), ...(os === 'linux' && { libc: [libc] }) }
}
