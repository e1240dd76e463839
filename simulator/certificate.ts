import 'reflect-metadata'
import { X509Certificate, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

const dayMs = 86_400_000
const keyKind = { name: 'ECDSA', namedCurve: 'P-256' }
const signing = { name: 'ECDSA', hash: 'SHA-256' }

/**
 * A server certificate for localhost, fresh at every start, issued by a CA that is kept in `dataDir` so that a
 * connections file pointing at its `ca.pem` stays right.
 */
export async function makeCertificate(
  dataDir: string,
): Promise<{ key: string; cert: string; ca: string; caFile: string }> {
  await mkdir(dataDir, { recursive: true })
  const caFile = join(dataDir, 'ca.pem')
  const authority =
    (await findAuthority(caFile, join(dataDir, 'ca-key.pem'))) ?? (await makeAuthority(dataDir))
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify'])
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=localhost',
    issuer: authority.cert.subject,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 30 * dayMs),
    signingAlgorithm: signing,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  })
  return {
    key: await privatePem(keys.privateKey),
    cert: pemOf(leaf),
    ca: pemOf(authority.cert),
    caFile,
  }
}

type Authority = { cert: x509.X509Certificate; key: CryptoKey }

async function findAuthority(certFile: string, keyFile: string): Promise<Authority | null> {
  const [certPem, keyPem] = await Promise.all([readIfThere(certFile), readIfThere(keyFile)])
  if (certPem === null || keyPem === null || !isUsable(certPem, keyPem)) return null
  const pkcs8 = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' })
  return {
    cert: new x509.X509Certificate(certPem),
    key: await crypto.subtle.importKey('pkcs8', pkcs8, keyKind, true, ['sign']),
  }
}

function isUsable(certPem: string, keyPem: string): boolean {
  try {
    const cert = new X509Certificate(certPem)
    const outlivesLeaf = cert.validToDate.getTime() > Date.now() + 31 * dayMs
    const pair = createPublicKey(keyPem).equals(cert.publicKey)
    return cert.ca && outlivesLeaf && pair
  } catch {
    return false
  }
}

async function makeAuthority(dataDir: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=Statusdesk provider simulator CA',
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 3650 * dayMs),
    signingAlgorithm: signing,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  })
  await place(join(dataDir, 'ca-key.pem'), await privatePem(keys.privateKey), 0o600)
  await place(join(dataDir, 'ca.pem'), pemOf(cert), 0o644)
  return { cert, key: keys.privateKey }
}

function serial(): string {
  return `00${randomBytes(12).toString('hex')}`
}

function pemOf(cert: x509.X509Certificate): string {
  return `${cert.toString('pem')}\n`
}

async function privatePem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

async function place(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, text, { mode })
  await rename(draft, file)
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}
